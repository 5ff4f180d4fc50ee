namespace CxDashboard.Data;

/// <summary>The store cannot be used as it is. The message is one sentence or two for a person: what, which file, what to do.</summary>
public sealed class StoreRefusedException(string sentence, Exception? cause = null) : Exception(sentence, cause);
