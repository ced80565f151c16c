namespace Pillion.Cobrowse.Live;

/// <summary>Why the server closes a socket; what the client does then is in docs/internals/live-protocol.md.</summary>
internal static class CloseCode
{
    public const int Normal = 1000;
    public const int GoingAway = 1001;
    public const int InternalError = 1011;
    public const int TryAgain = 1013;
    public const int Bad = 4400;
    public const int Token = 4401;
    public const int Origin = 4403;
    public const int Unknown = 4404;
    public const int NoHello = 4408;
    public const int Superseded = 4409;
    public const int TooLarge = 4413;
    public const int TooFast = 4429;
}
