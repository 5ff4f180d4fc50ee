namespace CxDashboard.Data;

/// <summary>What was said of a customer cannot be; nothing of its batch is stored. The message is one sentence for a person.</summary>
public sealed class CustomerRefusedException(string sentence) : Exception(sentence);
