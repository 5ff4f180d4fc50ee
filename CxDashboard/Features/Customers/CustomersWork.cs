using CxDashboard.Data;

namespace CxDashboard.Features.Customers;

/// <summary>Writes what is said of a customer, or erases one, and tells what erasing cannot reach.</summary>
internal static class CustomersWork
{
    /// <exception cref="CustomerRefusedException">It cannot be; nothing is changed.</exception>
    public static async Task<CustomersAnswer> RunAsync(Store store, CustomersRequest request, CancellationToken ct)
    {
        if (request.Rule is { } rule)
        {
            var said = await store.Writer.WriteAsync(new WriteBatch { CustomerRules = [rule] }, ct);
            return new CustomersAnswer(said.RulesWritten > 0, default, []);
        }

        var customer = request.Erase ?? "";
        var others = OtherIds(store, customer);
        var erased = (await store.Writer.WriteAsync(new WriteBatch { Erasures = [customer] }, ct)).Erased;
        return new CustomersAnswer(erased.Any, erased, [.. Notes(store, customer, erased, others)]);
    }

    private static IEnumerable<string> Notes(Store store, string customer, ErasedCounts erased, IReadOnlyList<string> others)
    {
        if (!erased.Any) yield return $"Nothing names the customer \"{customer}\"; ids are compared letter by letter.";
        if (others.Count > 0) yield return $"\"{customer}\" was also known as {string.Join(", ", others.Select(o => $"\"{o}\""))}, which is not erased; erase each of these ids too where the person is meant.";
        if (RejectedRows(store, customer) is > 0 and var rows) yield return $"Rows set aside by imports that hold the text \"{customer}\": {rows}; they are kept, because they are nobody's record.";
        if (customer.StartsWith("h:", StringComparison.Ordinal) && Unread(store) is > 0 and var unread) yield return $"Messages of other systems that wait to be read: {unread}; they name customers as they came, not by a hash, so what names this one cannot be told.";
        foreach (var given in Given(store)) yield return $"Files that were given lie in {given} as they came, and may name the customer; remove those that do.";
        foreach (var copy in Copies(store)) yield return $"{copy} was written before this and still holds what it held; remove it when it is not needed any more.";
    }

    // The rules that tell them are erased as well, so they are read before.
    private static List<string> OtherIds(Store store, string customer)
    {
        using var reader = Store.OpenReader(store.Path);
        var aliases = CustomerRules.Read(reader, atOrBefore: null).Aliases;
        string End(string id) => aliases.TryGetValue(id, out var into) ? End(into) : id;
        var end = End(customer);
        return [.. aliases.Keys.Append(end).Where(id => End(id) == end && id != customer).Order(StringComparer.Ordinal)];
    }

    private static long RejectedRows(Store store, string customer)
    {
        using var reader = Store.OpenReader(store.Path);
        using var command = reader.CreateCommand();
        command.CommandText = "SELECT count(*) FROM rejected_row WHERE instr(text, $customer) > 0 OR instr(reason, $customer) > 0";
        command.Parameters.AddWithValue("$customer", customer);
        return (long)command.ExecuteScalar()!;
    }

    private static long Unread(Store store)
    {
        using var reader = Store.OpenReader(store.Path);
        using var command = reader.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM delivery WHERE kind IN ({(int)DeliveryKind.Unmapped}, {(int)DeliveryKind.SetAside}, {(int)DeliveryKind.Unknown})";
        return (long)command.ExecuteScalar()!;
    }

    private static IEnumerable<string> Given(Store store) =>
        new[] { "uploads", "inbox" }.Select(name => Path.Combine(Path.GetDirectoryName(store.Path)!, name)).Where(f => Directory.Exists(f) && Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories).Any());

    private static IEnumerable<string> Copies(Store store) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(store.Path)!, Path.GetFileName(store.Path) + ".*.bak").Order(StringComparer.Ordinal);
}
