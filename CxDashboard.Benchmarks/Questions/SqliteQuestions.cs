using CxDashboard.Benchmarks.Generated;
using CxDashboard.Data;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Benchmarks.Questions;

/// <summary>
/// The same questions as SQL over the store's own table of interactions. SQL cannot chain issues, so SQLite is given them
/// ready, as a table of its own (opening, channel, topic, customer, F), in a file beside the store.
/// </summary>
internal sealed class SqliteQuestions : IDisposable
{
    private const long Day = World.SecondsOfDay * 1000L;
    private static readonly string FirstDay = $"{World.Start / Day}";
    private static readonly string OpenedDay = $"opened_at / {Day} - {FirstDay}";

    private static readonly string SumsSql =
        $"SELECT {OpenedDay}, channel, topic, count(*), sum(coalesce(reopened_count, 0) > 0), count(rating), sum(coalesce(rating, 0)) FROM interaction WHERE true GROUP BY 1, 2, 3";

    private static readonly string PartSql = SumsSql.Replace("true",
        $"channel = '{World.Channels[Question.PartChannel]}' AND opened_at >= {World.Start + (Question.PartFirstDay * Day)} AND opened_at < {World.Start + ((Question.PartFirstDay + Question.PartDays) * Day)}",
        StringComparison.Ordinal);

    private static readonly string MedianSql = $"""
        SELECT day, channel, topic, max(n), avg(seconds) FROM (
          SELECT {OpenedDay} AS day, channel, topic, (first_claim_at - opened_at) / 1000.0 AS seconds,
                 row_number() OVER g AS place, count(*) OVER (PARTITION BY {OpenedDay}, channel, topic) AS n
          FROM issues.issue WHERE first_claim_at IS NOT NULL
          WINDOW g AS (PARTITION BY {OpenedDay}, channel, topic ORDER BY first_claim_at - opened_at))
        WHERE place IN ((n + 1) / 2, (n + 2) / 2) GROUP BY 1, 2, 3
        """;

    // Contacts and first claims of a customer and topic, the latest first and a claim before a contact of the same instant:
    // the next contact after a claim is the least opening so far. A frame that only grows costs one step a row.
    private static readonly string RepeatSql = $"""
        SELECT day, channel, topic, count(*), sum(coalesce(next_contact - at < {7 * Day}, 0)) FROM (
          SELECT day, channel, at, topic, is_claim,
                 min(CASE WHEN is_claim = 0 THEN at END) OVER (PARTITION BY customer, topic ORDER BY at DESC, is_claim DESC ROWS UNBOUNDED PRECEDING) AS next_contact
          FROM (SELECT customer, topic, NULL AS channel, NULL AS day, opened_at AS at, 0 AS is_claim FROM interaction
                UNION ALL
                SELECT customer, topic, channel, {OpenedDay}, first_claim_at, 1 FROM issues.issue WHERE first_claim_at IS NOT NULL))
        WHERE is_claim = 1 GROUP BY 1, 2, 3
        """;

    private static readonly Dictionary<string, int> ChannelCodes = World.Channels.Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);
    private static readonly Dictionary<string, int> TopicCodes = World.Topics.Index().ToDictionary(t => t.Item, t => t.Index, StringComparer.Ordinal);

    private readonly SqliteConnection _reader;

    /// <param name="store">The generated store's file.</param>
    /// <param name="issues">The file that <see cref="IssueFile"/> made.</param>
    public SqliteQuestions(string store, string issues)
    {
        _reader = Store.OpenReader(store);
        using var command = _reader.CreateCommand();

        // What a careful administrator would give it: memory for the pages and the sorting, and a second thread to sort with.
        command.CommandText = "PRAGMA cache_size = -524288; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 8589934592; PRAGMA threads = 2; ATTACH $issues AS issues;";
        command.Parameters.AddWithValue("$issues", issues);
        command.ExecuteNonQuery();
    }

    /// <summary>Asks and reads everything: what is timed.</summary>
    public Figures Ask(Question question)
    {
        var figures = Figures.Empty(question.Width);

        // A group without a claimed issue has no median.
        if (question == Question.Median)
        {
            for (var i = 1; i < figures.Values.Length; i += 2) figures.Values[i] = double.NaN;
        }

        using var command = _reader.CreateCommand();
        command.CommandText = question == Question.Sums ? SumsSql : question == Question.Median ? MedianSql : question == Question.Repeat ? RepeatSql : PartSql;
        command.CommandTimeout = 0;
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var place = Groups.Of(rows.GetInt32(0), ChannelCodes[rows.GetString(1)], TopicCodes[rows.GetString(2)]) * question.Width;
            for (var i = 0; i < question.Width; i++) figures.Values[place + i] = rows.GetDouble(3 + i);
        }

        return figures;
    }

    public void Dispose() => _reader.Dispose();
}
