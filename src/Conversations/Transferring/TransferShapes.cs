namespace Pillion.Conversations.Transferring;

/// <summary>Request of <c>POST .../replace/agent</c>: who takes over, in one of three ways.</summary>
/// <param name="TransferType"><c>Unattended</c>: the present agent leaves at once.</param>
/// <param name="KeepInternalMessageAlive">Changes nothing: there are no internal messages here.</param>
/// <param name="UserId">An agent's id; their email is taken too.</param>
/// <param name="UserName">An agent's email.</param>
/// <param name="UserDisplayName">An agent's name, when only one who is reachable has it.</param>
/// <param name="Voicemail">Only false: there are no voicemail boxes here.</param>
public sealed record TransferToAgentRequest(
    string? TransferType, bool? KeepInternalMessageAlive, string? UserId, string? UserName, string? UserDisplayName, bool? Voicemail);

/// <summary>Request of <c>POST .../replace</c>, the older form.</summary>
/// <param name="UserId">An agent's id; their email is taken too.</param>
/// <param name="Address">An agent's email.</param>
/// <param name="UserName">An agent's email.</param>
/// <param name="QueueId">Refused: there are no queues here.</param>
/// <inheritdoc cref="TransferToAgentRequest"/>
public sealed record TransferRequest(
    string? TransferType, bool? KeepInternalMessageAlive, string? UserId, string? Address, string? UserName, string? QueueId, bool? Voicemail);

/// <summary>Request of <c>POST .../replace/queue</c>, which is always refused: there are no queues here.</summary>
public sealed record TransferToQueueRequest(string? TransferType, bool? KeepInternalMessageAlive, string? QueueId, string? QueueName);

/// <summary>Request of <c>POST .../assign</c>.</summary>
/// <param name="Id">The agent's user id; their email is taken too.</param>
public sealed record ConversationUser(string Id);
