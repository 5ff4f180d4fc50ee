using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>The verbs <c>signals</c> and <c>effect</c> as somebody types them.</summary>
public sealed class SignalsCommandTests
{
    [Theory]
    [InlineData("There is no metric \"happiness\".", "signals", "--metric", "happiness")]
    [InlineData("There is no metric \"happiness\".", "effect", "happiness", "--since", "2026-03-02")]
    [InlineData("--since is \"soon\", which is no day.", "effect", "held-rate-7d", "--since", "soon")]
    [InlineData("--expect is \"much\", which is no number.", "effect", "held-rate-7d", "--since", "2026-03-02", "--expect", "much")]
    [InlineData("--slice is \"phones\".", "signals", "--slice", "phones")]
    [InlineData("There is no store in", "signals")]
    public async Task WhatCannotBeAnswered_IsRefusedInOneSentence(string sentence, params string[] call)
    {
        using var folder = new TemporaryFolder();
        var result = await CommandLineProcess.RunAsync([.. call, "--data", folder.Path]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(sentence, result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task FewRecords_AreTooYoungToSay_AndTheAnswerSaysSo()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("tickets.csv", "external_id,customer,topic,opened_at,claimed_at\n"
            + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},c{i},billing,2026-03-{1 + (i / 3):00}T09:00:00Z,2026-03-{1 + (i / 3):00}T10:00:00Z\n")));
        Assert.Equal(0, (await CommandLineProcess.RunAsync("import", file, "--data", folder.Path)).ExitCode);
        var answer = (await CommandLineProcess.RunAsync("signals", "--data", folder.Path, "--format", "json")).Json;
        Assert.Empty(answer["signals"]!.AsArray());
        Assert.Equal((0, 0.0), ((int)answer["charts"]!, (double)answer["budgetAQuarter"]!));
        Assert.Contains("interactions", answer["tooYoung"]!.AsArray().Select(n => (string)n!));

        var effect = await CommandLineProcess.RunAsync("effect", "claimed-rate", "--since", "2026-03-09", "--data", folder.Path, "--format", "json");
        Assert.Equal("too little before", (string)effect.Json["outcome"]!);
        var outside = await CommandLineProcess.RunAsync("effect", "claimed-rate", "--since", "2020-03-09", "--data", folder.Path);
        Assert.Contains("there is nothing to compare", outside.Errors, StringComparison.Ordinal);
    }
}
