namespace CxDashboard.Data;

/// <summary>A phase cannot be begun or taken back; the message is one sentence for whoever asked.</summary>
public sealed class PhaseRefusedException(string message) : Exception(message);
