using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Presence;
using Pillion.Kernel;
using Pillion.Kernel.Json;
using Pillion.Storage.Blobs;

namespace Pillion.Cobrowse.Assets.Fetching;

/// <summary>
/// <c>fetch</c>: the tab shows something that it may not read; where the site allows it, the server gets it. Images and fonts
/// go into the store. The text of a style sheet goes to the tab, which hides in it what its policy hides.
/// </summary>
internal sealed partial class FetchingAsset(AssetFetcher fetcher, BlobFolder blobs, CobrowseMetrics metrics, ILogger<FetchingAsset> log)
    : IVisitorRequest, IDisposable
{
    private static readonly string[] Kinds = ["asset", "sheet"];

    private readonly SemaphoreSlim _inAll = new(Limits.MaxFetchesInAll);

    public string Type => "fetch";

    public Task<Refusal?> HandleAsync(VisitorTab tab, long id, BodyReader request) => Task.FromResult(Begin(tab, id, request));

    public void Dispose() => _inAll.Dispose();

    private Refusal? Begin(VisitorTab tab, long id, BodyReader request)
    {
        if (tab.Session is null)
        {
            return Refusal.Conflict("no_session", "This tab shares nothing.");
        }

        var address = request.Text("url", required: true, longest: Limits.LongestFetchUrl);
        var kind = request.OneOf("as", Kinds, required: true);
        if (request.Faults.Count > 0 || address is null)
        {
            return Refusal.Of(request.Faults);
        }

        if (tab.Site.SessionPolicy.AssetOrigins is not { Count: > 0 } origins)
        {
            return Refused("fetch_off", "This site does not let the server get assets.");
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || !AssetFetcher.Admits(origins, url))
        {
            return Refused("fetch_origin", "This site does not let the server get assets from there.");
        }

        if (!tab.Fetches.TryBegin())
        {
            return Refused("fetch_too_many", $"At most {Limits.MaxFetchesUnderway} fetches may be underway at a time.");
        }

        // Frames of this socket must not wait for another host.
        _ = RunAsync(tab, id, url, kind == "sheet", origins);
        return null;
    }

    private async Task RunAsync(VisitorTab tab, long id, Uri url, bool sheet, IReadOnlyList<string> origins)
    {
        try
        {
            var outcome = await InTurnAsync(tab, url, sheet, origins);
            if (outcome.Fault is null && !tab.Fetches.TrySpend(outcome.Bytes.Length))
            {
                outcome = FetchOutcome.Of("asset_quota");
            }

            if (outcome.Fault is { } fault)
            {
                // Whether it was the address or the answer is nobody's business: it would map a network.
                metrics.Dropped(fault);
                Refuse(tab, id, fault == "fetch_address" ? "fetch_failed" : fault);
            }
            else if (sheet)
            {
                SendParts(tab, id, outcome.Bytes);
                tab.Socket.Send(LiveJson.Event(new FetchedMessage(id, null)));
            }
            else
            {
                var hash = Convert.ToHexStringLower(SHA256.HashData(outcome.Bytes));
                await blobs.PutAsync(tab.Site.Id, hash, outcome.MediaType!, outcome.Bytes, CancellationToken.None);
                tab.Socket.Send(LiveJson.Event(new FetchedMessage(id, hash)));
            }
        }
        catch (Exception problem)
        {
            LogFailed(problem);
            Refuse(tab, id, "fetch_failed");
        }
        finally
        {
            tab.Fetches.End();
        }
    }

    private async Task<FetchOutcome> InTurnAsync(VisitorTab tab, Uri url, bool sheet, IReadOnlyList<string> origins)
    {
        await tab.Fetches.TurnAsync();
        try
        {
            // Whoever left meanwhile, or stopped sharing, is not waited for.
            if (tab.Session is null)
            {
                return FetchOutcome.Of("not_sharing");
            }

            await _inAll.WaitAsync();
            try
            {
                return await fetcher.FetchAsync(url, sheet, origins, CancellationToken.None);
            }
            finally
            {
                _inAll.Release();
            }
        }
        finally
        {
            tab.Fetches.Next();
        }
    }

    private static void SendParts(VisitorTab tab, long id, byte[] text)
    {
        for (var at = 0; at < text.Length; at += Limits.FetchedPartBytes)
        {
            var part = text.AsMemory(at, Math.Min(Limits.FetchedPartBytes, text.Length - at));
            var flags = at + part.Length == text.Length ? FrameFlags.Last : FrameFlags.None;
            tab.Socket.Send(FrameCodec.Write(new Frame(FrameKind.Asset, flags, 0, id, 0, part)));
        }
    }

    private static void Refuse(VisitorTab tab, long id, string code) =>
        tab.Socket.Send(LiveJson.Event(new RefusedMessage(id, code, "The server could not get this asset.")));

    private Refusal Refused(string code, string message)
    {
        metrics.Dropped(code);
        return Refusal.Conflict(code, message);
    }

    [LoggerMessage(4010, LogLevel.Error, "Getting an asset failed")]
    private partial void LogFailed(Exception problem);
}
