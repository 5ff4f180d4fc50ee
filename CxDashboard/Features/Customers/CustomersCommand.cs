using System.CommandLine;
using CxDashboard.CommandLine;
using CxDashboard.Data;

namespace CxDashboard.Features.Customers;

/// <summary>The verb <c>customers</c>: lists what is said of customers' ids, says more of them, and erases a customer.</summary>
public static class CustomersCommand
{
    private static readonly string[] Listed = ["kind", "customer", "into", "members"];
    private static readonly string[] Said = ["kind", "customer", "into", "changed"];
    private static readonly string[] Gone = ["customer", "records", "versions", "rules", "stories", "messages"];

    public static Command Create()
    {
        var format = Verb.FormatOption();
        var sample = Verb.SampleOption();
        var command = new Command("customers", "List other ids of customers, ids that many people share, and customers who may be many.") { format, sample, Same(), Shared(), Erase() };
        command.SetAction(async (call, ct) =>
        {
            var folder = Verb.Folder(call);
            using var measure = await ReadSession.MeasureAsync(folder, call.GetValue(sample), ct);
            using var reader = ReadSession.Open(folder, call.GetValue(sample)).OpenReader();
            var lines = CustomersQuery.Of(reader, await measure.SharedProposalsAsync(ct));
            await Output.WriteAsync(
                [.. lines.Select(l => new OutputRow().Add("kind", l.Kind).Add("customer", l.Customer).Add("into", l.Into).Add("members", l.Members))], call.GetValue(format), Listed);
            return 0;
        });
        return command;
    }

    private static Command Same()
    {
        var (alias, customer, undo, format) = (Id("ALIAS"), Id("CUSTOMER"), Undo(), Verb.FormatOption());
        var command = new Command("same", "Say that ALIAS is another id of CUSTOMER: both are one person in every figure.") { alias, customer, undo, format };
        command.SetAction((call, ct) =>
        {
            var kind = call.GetValue(undo) ? CustomerRuleKind.Separate : CustomerRuleKind.Alias;
            return SayAsync(call, new CustomerRule(kind, Trimmed(call, alias), Trimmed(call, customer)), call.GetValue(format), ct);
        });
        return command;
    }

    private static Command Shared()
    {
        var (customer, undo, format) = (Id("ID"), Undo(), Verb.FormatOption());
        var command = new Command("shared", "Say that ID stands for many people, such as a front desk: it counts as unknown.") { customer, undo, format };
        command.SetAction((call, ct) =>
            SayAsync(call, new CustomerRule(call.GetValue(undo) ? CustomerRuleKind.NotShared : CustomerRuleKind.Shared, Trimmed(call, customer)), call.GetValue(format), ct));
        return command;
    }

    private static Command Erase()
    {
        var (customer, format) = (Id("ID"), Verb.FormatOption());
        var yes = new Option<bool>("--yes") { Description = "Erase: it cannot be taken back." };
        var command = new Command("erase", "Erase every record of the customer ID with all its versions, and what was said of it.") { customer, yes, format };
        command.SetAction(async (call, ct) =>
        {
            var id = Trimmed(call, customer);
            if (!call.GetValue(yes)) throw new VerbRefusedException($"Erasing \"{id}\" cannot be taken back; write `customers erase ID --yes` if it is meant.");
            var answer = await CustomersEndpoint.AskAsync(Verb.Folder(call), new CustomersRequest { Erase = id }, ct);
            foreach (var note in answer.Notes) await Console.Error.WriteLineAsync(note);
            var erased = answer.Erased;
            await Output.WriteAsync(
                [new OutputRow().Add("customer", id).Add("records", erased.Records).Add("versions", erased.Versions).Add("rules", erased.Rules).Add("stories", erased.Stories).Add("messages", erased.Messages)], call.GetValue(format), Gone);
            return 0;
        });
        return command;
    }

    private static async Task<int> SayAsync(ParseResult call, CustomerRule rule, string? format, CancellationToken ct)
    {
        var answer = await CustomersEndpoint.AskAsync(Verb.Folder(call), new CustomersRequest { Rule = rule }, ct);
        var kind = rule.Kind switch
        {
            CustomerRuleKind.Alias => "alias",
            CustomerRuleKind.Separate => "separate",
            CustomerRuleKind.Shared => "shared",
            _ => "not shared",
        };
        await Output.WriteAsync([new OutputRow().Add("kind", kind).Add("customer", rule.Customer).Add("into", rule.Into).Add("changed", answer.Changed)], format, Said);
        return 0;
    }

    private static Argument<string> Id(string name) => new(name) { Description = "An id as the records have it." };

    private static Option<bool> Undo() => new("--undo") { Description = "Take it back." };

    // Ids in the store are trimmed, as every text of a record is.
    private static string Trimmed(ParseResult call, Argument<string> id) => call.GetValue(id)!.Trim();
}
