namespace CxDashboard.Domain.Statistics;

/// <summary>One category's part of a difference, in the rates' own unit.</summary>
/// <param name="Mix">½(r₁+r₀)·(w₁−w₀). Only their sum means anything: each depends on where the rates' zero lies.</param>
/// <param name="CentredMix">The same with the rate less the overall one: above zero where a good category grew or a bad one shrank.</param>
/// <param name="Rate">½(w₁+w₀)·(r₁−r₀).</param>
public readonly record struct KitagawaTerm(double Mix, double CentredMix, double Rate);
