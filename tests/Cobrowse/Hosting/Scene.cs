using Pillion.Contracts;

namespace Pillion.Cobrowse.Tests.Hosting;

/// <summary>A server on which one visitor shares their tab.</summary>
internal sealed class Scene(App app, VisitorClient visitor, ConversationSummary conversation) : IAsyncDisposable
{
    public App App => app;

    public VisitorClient Visitor => visitor;

    public ConversationSummary Conversation => conversation;

    public static async Task<Scene> SharingAsync(TimeProvider? time = null, params string[] capabilities) =>
        await SharingOnAsync(await App.StartAsync(time), capabilities);

    /// <summary>On a server that was made ready for it.</summary>
    public static async Task<Scene> SharingOnAsync(App app, params string[] capabilities)
    {
        var visitor = await VisitorClient.ConnectAsync(app);
        var conversation = await app.InviteAsync(visitor.Id, capabilities: capabilities.Length == 0 ? null : capabilities);
        await visitor.AcceptAsync();
        return new Scene(app, visitor, conversation);
    }

    public async ValueTask DisposeAsync()
    {
        await visitor.DisposeAsync();
        await app.DisposeAsync();
    }
}
