using System.Text.Json.Nodes;
using Xunit;
using Xunit.Sdk;

namespace CxDashboard.Tests.Domain.Statistics.Vectors;

/// <summary>The comparison itself: what a function gets wrong, or leaves out, must not pass.</summary>
public sealed class VectorCheckTests
{
    private static readonly double?[] Limits = [1, null, 3];
    private static readonly int[] Flags = [2, 5];

    [Fact]
    public void AnswerAsExpected_PassesWithWhatItHasBesides() => Check(new { limits = Limits, more = new { flags = Flags, name = "x", on = true, gls_rho = 0.5004 }, also = 1 });

    [Fact]
    public void AnythingElse_Fails()
    {
        object[] wrong =
        [
            new { limits = new double?[] { 1, null, 3.001 }, more = new { flags = Flags, name = "x", on = true, gls_rho = 0.5 } },
            new { limits = new double?[] { 1, 2, 3 }, more = new { flags = Flags, name = "x", on = true, gls_rho = 0.5 } },
            new { limits = new double?[] { 1, null }, more = new { flags = Flags, name = "x", on = true, gls_rho = 0.5 } },
            new { limits = Limits, more = new { flags = new[] { 2, 6 }, name = "x", on = true, gls_rho = 0.5 } },
            new { limits = Limits, more = new { flags = Flags, name = "y", on = true, gls_rho = 0.5 } },
            new { limits = Limits, more = new { flags = Flags, name = "x", on = false, gls_rho = 0.5 } },
            new { limits = Limits, more = new { flags = Flags, name = "x", on = true, gls_rho = 0.502 } },
            new { limits = Limits, more = new { flags = Flags, name = "x", on = true } },
            new { limits = Limits },
            new { limits = new[] { 1, double.NaN, double.NaN }, more = new { flags = Flags, name = "x", on = true, gls_rho = 0.5 } },
        ];
        Assert.All(wrong, answer => Assert.ThrowsAny<XunitException>(() => Check(answer)));
    }

    private static void Check(object answer) => new Vector(JsonNode.Parse("""
        {
          "name": "n", "function": "f", "input": {}, "parameters": [], "tolerance": { "limits": 1e-8, "flags": "exact", "gls": 1e-3 },
          "expected": { "limits": [1, null, 3], "more": { "flags": [2, 5], "name": "x", "on": true, "gls_rho": 0.5 } }
        }
        """)!).Check(answer);
}
