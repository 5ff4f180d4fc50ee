using CxDashboard.Features.Ingest.Connectors.Zendesk;

namespace CxDashboard.Features.Ingest.Connectors;

/// <summary>A kind of system that records can be fetched from.</summary>
/// <param name="Name">As it is stored: "zendesk".</param>
/// <param name="Label">As people call it.</param>
/// <param name="Fields">What must be known to fetch from one.</param>
/// <param name="Make">Makes the connector of one system.</param>
public sealed record ConnectorKind(string Name, string Label, IReadOnlyList<ConnectorField> Fields, Func<ConnectorParts, IConnector> Make)
{
    /// <summary>Every kind there is. A new one is a line here and a class: docs/connectors.md shows it.</summary>
    public static IReadOnlyList<ConnectorKind> All { get; } = [ZendeskConnector.Kind];

    /// <summary>The kind of that name.</summary>
    public static ConnectorKind? Find(string name) => All.FirstOrDefault(k => k.Name == name);
}

/// <summary>Something that must be known to fetch from a system.</summary>
/// <param name="Name">As it is stored.</param>
/// <param name="Label">What the page asks for.</param>
/// <param name="Help">Where one finds it.</param>
/// <param name="Fault">What is wrong with an answer, as a sentence, or null.</param>
public sealed record ConnectorField(string Name, string Label, string Help, Func<string, string?> Fault)
{
    /// <summary>Whether it opens the system to whoever has it: it is stored encrypted and never shown again.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether another answer is another system: then everything is fetched from the beginning.</summary>
    public bool NamesSystem { get; init; }
}

/// <summary>What a connector is made of.</summary>
/// <param name="Settings">What was said of the system.</param>
/// <param name="Secret">The secret, plain; empty where the kind has none.</param>
/// <param name="Http">Follows no redirects, gives up after a while, and takes no answer without end.</param>
/// <param name="Customers">How customers are called in the store.</param>
/// <param name="Clock">For what is known until now.</param>
public sealed record ConnectorParts(ConnectorSettings Settings, string Secret, HttpClient Http, CustomerNaming Customers, TimeProvider Clock);
