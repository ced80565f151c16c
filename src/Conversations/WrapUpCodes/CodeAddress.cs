using Pillion.Kernel;
using Pillion.Storage;

namespace Pillion.Conversations.WrapUpCodes;

/// <summary>The wrap-up code that an address names, or why it names none.</summary>
/// <param name="Found">Null when the address names none.</param>
/// <param name="Meant">The code that is named, or that was probably meant.</param>
/// <param name="Exactly">True when the address has its very id or name, in whatever case.</param>
internal sealed record CodeAddress(Document<WrapUpCode>? Found, WrapUpCode? Meant, bool Exactly, Fault? Fault)
{
    public static async ValueTask<CodeAddress> ReadAsync(string given, WrapUpCatalog catalog, CancellationToken cancellation)
    {
        if (await catalog.GetAsync(given, cancellation) is { } found)
        {
            return new CodeAddress(found, found.Value, true, null);
        }

        var exact = Guid.TryParse(given, out var id) ? (await catalog.GetAsync(id.ToString("D"), cancellation))?.Value : null;
        exact ??= await catalog.FindNamesakeAsync(given, cancellation);
        var unknown = await catalog.UnknownAsync(given.Length <= 200 ? given : given[..200], "path:codeId", cancellation);
        var meant = exact ?? (unknown.Nearest is { } name ? await catalog.FindNamesakeAsync(name, cancellation) : null);
        var hint = meant is null ? "GET /api/v2/routing/wrapupcodes lists them." : $"The id of \"{meant.Name}\" is {meant.Id}.";
        var fault = new Fault("not.found", $"There is no wrap-up code with this id. {hint}", "path:codeId", unknown.Found, Nearest: meant?.Id);
        return new CodeAddress(null, meant, exact is not null, fault);
    }

    /// <summary>Everything that is wrong with a request to this address.</summary>
    public Refusal Refuse(IReadOnlyList<Fault> faults, Suggestion? suggestion)
    {
        if (Fault is null)
        {
            return Refusal.Of(faults, suggestion);
        }

        List<Fault> all = [Fault, .. faults];
        return new Refusal(404, "not.found", all.Count == 1 ? Fault.Message : $"{all.Count} things are wrong with this request.", all, suggestion);
    }
}
