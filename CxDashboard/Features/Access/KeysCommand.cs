using System.CommandLine;
using System.Text.Json.Nodes;
using CxDashboard.CommandLine;
using CxDashboard.Data;

namespace CxDashboard.Features.Access;

/// <summary>The verb <c>keys</c>: lists the keys to the API, makes one, revokes one.</summary>
public static class KeysCommand
{
    private static readonly string[] Listed = ["number", "name", "prefix", "scopes", "created", "createdBy", "lastUsed", "revoked"];
    private static readonly string[] Made = ["number", "name", "prefix", "scopes", "key"];

    public static Command Create()
    {
        var format = Verb.FormatOption();
        var command = new Command("keys", "List the keys to the API: what each may do, and when it was last used.") { format, Add(), Revoke() };
        command.SetAction(async (call, _) =>
        {
            using var reader = ReadSession.Open(Verb.Folder(call), sample: false).OpenReader();
            await Output.WriteAsync([.. KeyTable.Read(reader).Select(k => Row(k.Key))], call.GetValue(format), Listed);
            return 0;
        });
        return command;
    }

    private static Command Add()
    {
        var name = new Argument<string>("NAME") { Description = "Which program is to have it." };
        var scope = new Option<string[]>("--scope") { Description = "What it may do: read figures, read-records (nothing withheld), or write the records of a source; again for more.", HelpName = "read|read-records|ingest:SOURCE", Required = true };
        var format = Verb.FormatOption();
        var command = new Command("add", "Make a key and print it: it is shown this once, for only its hash is kept.") { name, scope, format };
        command.SetAction(async (call, ct) =>
        {
            var (key, token) = await KeysEndpoint.AskAsync(Verb.Folder(call), new KeysRequest(Add: call.GetValue(name), Scopes: call.GetValue(scope)), ct);
            await Console.Error.WriteLineAsync("Keep this key now: it is not shown again.");
            await Output.WriteAsync([new OutputRow().Add("number", key.Id).Add("name", key.Name).Add("prefix", key.Prefix).Add("scopes", Scopes(key)).Add("key", token)], call.GetValue(format), Made);
            return 0;
        });
        return command;
    }

    private static Command Revoke()
    {
        var named = new Argument<string>("NAME") { Description = "The key's name, its number or its prefix, as `keys` lists them." };
        var format = Verb.FormatOption();
        var command = new Command("revoke", "Revoke a key: from now on it opens nothing. It cannot be taken back.") { named, format };
        command.SetAction(async (call, ct) =>
        {
            // Asked of a folder without a store, it must not make one.
            ReadSession.Open(Verb.Folder(call), sample: false);
            var (key, _) = await KeysEndpoint.AskAsync(Verb.Folder(call), new KeysRequest(Revoke: call.GetValue(named)), ct);
            await Output.WriteAsync([Row(key)], call.GetValue(format), Listed);
            return 0;
        });
        return command;
    }

    private static OutputRow Row(ApiKey key) => new OutputRow()
        .Add("number", key.Id).Add("name", key.Name).Add("prefix", key.Prefix).Add("scopes", Scopes(key)).Add("created", key.CreatedAt.ToString()).Add("createdBy", key.CreatedBy)
        .Add("lastUsed", key.LastUsedAt?.ToString()).Add("revoked", key.RevokedAt?.ToString());

    private static JsonArray Scopes(ApiKey key) => [.. key.Scopes.Select(s => (JsonNode)s)];
}
