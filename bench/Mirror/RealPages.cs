namespace Pillion.Bench.Mirror;

/// <summary>Pages as people build them, from packages of the npm registry.</summary>
internal static class RealPages
{
    /// <summary>What says that a page has drawn itself.</summary>
    public static readonly IReadOnlyDictionary<string, string> Ready = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["sb-admin-2"] = "#accordionSidebar",
        ["swagger-ui"] = ".opblock",
        ["shoelace"] = "sl-card:nth-of-type(60)",
        ["ag-grid"] = ".ag-row",
    };

    public static string Of(string name) => name switch
    {
        "sb-admin-2" => "<!doctype html><meta http-equiv=refresh content=\"0;url=/npm/startbootstrap-sb-admin-2/index.html\">",
        "swagger-ui" =>
            """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>API</title><link rel="icon" href="data:,">
            <link rel="stylesheet" href="/npm/swagger-ui-dist/swagger-ui.css"></head><body><div id="ui"></div>
            <script src="/npm/swagger-ui-dist/swagger-ui-bundle.js"></script>
            <script>SwaggerUIBundle({ url: '/openapi.json', dom_id: '#ui', validatorUrl: null })</script></body></html>
            """,
        "shoelace" =>
            """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Cards</title><link rel="icon" href="data:,">
            <link rel="stylesheet" href="/npm/@shoelace-style/shoelace/cdn/themes/light.css">
            <script type="module" src="/npm/@shoelace-style/shoelace/cdn/shoelace.js"></script></head><body><script>
            for (let i = 0; i < 60; i++) document.body.insertAdjacentHTML('beforeend', `<sl-card><strong slot="header">Card ${i}</strong>
              <sl-input label="Name ${i}" value="Value ${i}"></sl-input><sl-select value="a"><sl-option value="a">First</sl-option><sl-option value="b">Second</sl-option></sl-select>
              <sl-checkbox checked>Agreed</sl-checkbox><sl-range value="${i}"></sl-range><sl-rating value="3"></sl-rating>
              <div slot="footer"><sl-button variant="primary">Save</sl-button><sl-button>Cancel</sl-button></div></sl-card>`);
            </script></body></html>
            """,
        "ag-grid" =>
            """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Grid</title><link rel="icon" href="data:,">
            <script src="/npm/ag-grid-community/dist/ag-grid-community.min.js"></script></head><body><div id="grid" style="height:700px"></div><script>
            const columns = ['make', 'model', 'price', 'year', 'colour', 'doors', 'mileage', 'town'];
            agGrid.createGrid(document.getElementById('grid'), {
              columnDefs: columns.map((field) => ({ field, filter: true, editable: true })),
              rowData: Array.from({ length: 500 }, (_, i) => Object.fromEntries(columns.map((c, j) => [c, `${c} ${(i * 7 + j * 3) % 97}`]))),
            });
            </script></body></html>
            """,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No page of that name."),
    };
}
