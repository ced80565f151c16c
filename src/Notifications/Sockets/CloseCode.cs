namespace Pillion.Notifications.Sockets;

/// <summary>Why the server closes a socket; what the client does then is in docs/api/notifications.md.</summary>
internal static class CloseCode
{
    public const int Normal = 1000;
    public const int GoingAway = 1001;
    public const int InternalError = 1011;
    public const int Token = 4401;
    public const int Gone = 4404;
    public const int Replaced = 4409;
    public const int TooLarge = 4413;
    public const int TooFast = 4429;
    public const int TooSlow = 4430;
}
