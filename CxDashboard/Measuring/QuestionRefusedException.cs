namespace CxDashboard.Measuring;

/// <summary>A question that cannot be answered as asked; the message says what to do.</summary>
public sealed class QuestionRefusedException(string sentence) : Exception(sentence);
