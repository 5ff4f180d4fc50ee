using System.Globalization;

namespace CxDashboard.Benchmarks;

/// <summary>A file of made-up records with the standard headers, the same for the same number of rows.</summary>
internal static class StandardFile
{
    private const string Headers =
        "source,external_id,customer,segment,channel,topic,product,region,team,direction,opened_at,first_reply_at,first_useful_reply_at,claimed_at,claimed,reopened_count,reopened_at,last_claimed_at,abandoned,transfers,waiting_seconds,asked,rating,rating_scale,rated_at,effort,recommend,would_buy_again,confirmed,comment,cost,cause,policy,gesture";

    private static readonly string[] Channels = ["chat", "e-mail", "phone", "web form"];
    private static readonly string[] Topics = ["delivery", "returns", "refund", "billing", "product fault", "order", "account"];
    private static readonly string[] Regions = ["north", "south", "east", "west"];
    private static readonly string[] Comments = ["", "", "", "Nice and quick, thank you.", "\"Still nothing\", he said, and left.", "I have written three times now."];

    /// <param name="path">Where to.</param>
    /// <param name="rows">How many records.</param>
    /// <param name="randomIds">Whether ids come in no order, instead of ascending.</param>
    public static void Write(string path, int rows, bool randomIds = false)
    {
        var random = new Random(42);
        using var writer = new StreamWriter(path);
        writer.WriteLine(Headers);
        var opened = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < rows; i++)
        {
            opened = opened.AddSeconds(random.Next(60));
            var claimed = random.Next(10) > 0;
            var rated = random.Next(4) == 0;
            var reopened = claimed && random.Next(20) == 0;
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"desk,{(randomIds ? $"T-{(ulong)i * 0x9E3779B97F4A7C15:X16}" : $"T-{i:D8}")},C-{random.Next(rows / 3)},{(random.Next(2) == 0 ? "home" : "trade")},{Channels[random.Next(4)]},{Topics[random.Next(7)]},P{random.Next(40)},{Regions[random.Next(4)]},team {random.Next(6)},in,{opened:yyyy-MM-ddTHH:mm:ssZ},"));
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{opened.AddMinutes(random.Next(600)):yyyy-MM-ddTHH:mm:ssZ},,{(claimed ? opened.AddMinutes(random.Next(6000)).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) : "")},{(claimed ? "yes" : "no")},{(reopened ? 1 : 0)},{(reopened ? opened.AddDays(6).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) : "")},,no,{random.Next(3)},,yes,"));
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(rated ? random.Next(1, 6).ToString(CultureInfo.InvariantCulture) : "")},{(rated ? "5" : "")},{(rated ? opened.AddDays(4).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) : "")},,,,{(rated ? "yes" : "")},{Quoted(Comments[random.Next(6)])},{random.Next(100, 2000) / 100.0:0.00},,,"));
        }
    }

    private static string Quoted(string text) => text.Contains(',', StringComparison.Ordinal) || text.Contains('"', StringComparison.Ordinal)
        ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""
        : text;
}
