using System.Globalization;
using System.Text;

namespace Pillion.Bench.Mirror;

/// <summary>Pages of a wanted size that look like an application: a table, forms, cards with shadow roots, Bootstrap's style.</summary>
internal static class GeneratedPage
{
    private static readonly string[] Words =
        "order invoice shipment customer account payment refund parcel balance request agent visitor status report branch window signal harbour meadow lantern copper violet winter garden river summit ledger candle ribbon timber".Split(' ');

    private static readonly string[] Names =
        "Ada Lovelace,Grace Hopper,Alan Turing,Edsger Dijkstra,Barbara Liskov,Donald Knuth,Margaret Hamilton,Tony Hoare,Frances Allen,John Backus,Radia Perlman,Ken Thompson".Split(',');

    private static readonly string[] States = ["success", "warning", "danger", "info", "secondary"];

    /// <param name="nodes">Elements, texts and shadow roots, within a few of this number.</param>
    public static string Of(int nodes)
    {
        var random = new Sequence();
        var html = new StringBuilder();
        html.Append(
            """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Orders</title>
            <link rel="icon" href="data:,"><link rel="stylesheet" href="/npm/startbootstrap-sb-admin-2/css/sb-admin-2.css">
            </head><body><main class="container-fluid">
            <h1 id="bench-probe">Orders</h1><table class="table"><tbody id="bench-rows"></tbody></table>
            <table class="table table-striped table-sm"><tbody>
            """);
        // Fifteen nodes a row, thirteen a field, eleven a card: 70, 20 and 10 of a hundred.
        for (var row = 0; row < nodes * 0.70 / 15; row++)
        {
            Row(html, random, row);
        }

        html.Append("</tbody></table><form class=\"row\">");
        for (var field = 0; field < nodes * 0.20 / 13; field++)
        {
            Field(html, random, field);
        }

        html.Append("</form><section class=\"row\">");
        for (var card = 0; card < nodes * 0.10 / 11; card++)
        {
            Card(html, random);
        }

        return html.Append("</section></main></body></html>").ToString();
    }

    private static void Row(StringBuilder html, Sequence random, int row)
    {
        var name = random.One(Names);
        var amount = (random.Next(900_000) / 100m).ToString("N2", CultureInfo.InvariantCulture);
        html.Append(CultureInfo.InvariantCulture, $"<tr class=\"align-middle\"><td>{10_000 + row}</td><td><a href=\"/orders/{row}\">{name}</a></td>");
        html.Append(CultureInfo.InvariantCulture, $"<td class=\"text-truncate\" title=\"{random.One(Words)}\">{random.One(Words)} {random.One(Words)} {random.One(Words)}</td>");
        html.Append(CultureInfo.InvariantCulture, $"<td><span class=\"badge badge-{random.One(States)}\">{random.One(Words)}</span></td><td class=\"text-right\">{amount}</td><td><button class=\"btn btn-sm btn-primary\" type=\"button\">Open</button></td></tr>");
    }

    private static void Field(StringBuilder html, Sequence random, int field)
    {
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"form-group col-6\"><label for=\"f{field}\">{random.One(Words)} {random.One(Words)}</label>");
        html.Append(CultureInfo.InvariantCulture, $"<input id=\"f{field}\" class=\"form-control\" placeholder=\"{random.One(Words)}\" value=\"{random.One(Words)}\">");
        html.Append(CultureInfo.InvariantCulture, $"<small class=\"form-text text-muted\">{random.One(Words)} {random.One(Words)} {random.One(Words)}</small>");
        html.Append(CultureInfo.InvariantCulture, $"<select class=\"custom-select\"><option>{random.One(Words)}</option><option selected>{random.One(Words)}</option><option>{random.One(Words)}</option></select></div>");
    }

    private static void Card(StringBuilder html, Sequence random)
    {
        html.Append("<div class=\"col-3\"><x-card><template shadowrootmode=\"open\"><style>:host{display:block;padding:8px;border:1px solid #ddd}</style><header><slot name=\"head\"></slot></header><slot></slot></template>");
        html.Append(CultureInfo.InvariantCulture, $"<b slot=\"head\">{random.One(Words)}</b>{random.One(Words)} {random.One(Words)} {random.One(Words)}</x-card></div>");
    }

    // The same page every time.
    private sealed class Sequence
    {
        private uint _state = 12_345;

        public int Next(int below)
        {
            _state = (_state * 1_664_525) + 1_013_904_223;
            return (int)((_state >> 8) % (uint)below);
        }

        public string One(string[] of) => of[Next(of.Length)];
    }
}
