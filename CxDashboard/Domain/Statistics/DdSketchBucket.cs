namespace CxDashboard.Domain.Statistics;

/// <summary>One bucket of a <see cref="DdSketch"/>: a row of a table of counts.</summary>
public readonly record struct DdSketchBucket(int Key, long Count);
