namespace CxDashboard.Features.Sample;

/// <summary>What customers come to Larkfield Home about. The order is part of the sample: a new topic goes to the end.</summary>
/// <param name="PerDay">New problems on a mean day.</param>
/// <param name="InSeason">How many more of them at the height of the season, as a share of <paramref name="PerDay"/>.</param>
/// <param name="Solved">Chance that a claim is true.</param>
/// <param name="Slowness">Time to a claim against the mean topic.</param>
/// <param name="Mood">Shift of the answers on the scale of five.</param>
internal sealed record SampleTopic(
    string Name, double PerDay, double InSeason, double Solved, double Slowness, double Mood, string Team);

/// <summary>How customers reach Larkfield Home.</summary>
/// <param name="ReplyMinutes">Median minutes to the first reply; 0 where the source does not know it.</param>
/// <param name="Useless">Share of first replies that are not yet useful.</param>
/// <param name="UsefulMinutes">Median further minutes to the first useful reply.</param>
/// <param name="AtOnce">Share that is claimed in the contact itself.</param>
/// <param name="GivesUp">Share that the customer leaves before an answer.</param>
/// <param name="TriesAgain">Share of those who come back soon.</param>
/// <param name="Unnamed">Share without a known customer.</param>
/// <param name="Cost">Median cost of a contact.</param>
/// <param name="Words">Share of closed contacts whose first words were kept.</param>
internal sealed record SampleChannel(
    string Name, string Source, int Scale, double ReplyMinutes, double ReplySpread, double Useless, double UsefulMinutes,
    double AtOnce, double GivesUp, double TriesAgain, double Unnamed, double Cost, double Words);

/// <summary>
/// The invented shop of the sample: a mid-sized retailer of home goods. Its teams are desks, never persons.
/// </summary>
internal static class Larkfield
{
    public const string Helpdesk = "helpdesk";
    public const string PhoneLog = "phone";

    public const int Delivery = 0;
    public const int Billing = 3;
    public const int ProductFault = 4;
    public const int Order = 5;
    public const int Account = 6;

    public static readonly SampleTopic[] Topics =
    [
        new("Delivery", 28, 0.62, 0.725, 0.95, -0.10, "Delivery desk"),
        new("Returns", 14, 0.22, 0.780, 1.00, 0.05, "Returns and refunds"),
        new("Refund", 11, 0.15, 0.745, 1.25, -0.20, "Returns and refunds"),
        new("Billing", 10, 0.05, 0.775, 1.00, -0.10, "Billing desk"),
        new("Product fault", 18, 0.05, 0.735, 1.35, 0.00, "Product advice"),
        new("Order", 13.5, 0.40, 0.800, 0.70, 0.15, "Front line"),
        new("Account", 8, 0.05, 0.820, 0.50, 0.10, "Front line"),
    ];

    public const int Chat = 0;
    public const int Mail = 1;
    public const int Phone = 2;
    public const int Form = 3;
    public const int Letter = 4;

    public static readonly SampleChannel[] Channels =
    [
        new("Chat", Helpdesk, 5, 15, 0.95, 0.60, 95, 0.33, 0.110, 0.25, 0.000, 4.20, 0.20),
        new("E-mail", Helpdesk, 5, 70, 1.10, 0.72, 190, 0.00, 0.080, 0.15, 0.000, 5.10, 0.26),
        new("Phone", PhoneLog, 10, 0, 0, 0, 0, 0.46, 0.125, 0.55, 0.130, 7.80, 0.06),
        new("Web form", Helpdesk, 5, 84, 1.10, 0.72, 200, 0.00, 0.080, 0.15, 0.030, 4.60, 0.25),
        new("Letter", Helpdesk, 5, 1500, 0.60, 0.20, 600, 0.00, 0.050, 0.20, 0.000, 9.60, 0.35),
    ];

    private static readonly double[] DeliveryBy = [0.16, 0.27, 0.35, 0.20, 0.02];
    private static readonly double[] OthersBy = [0.36, 0.26, 0.22, 0.12, 0.04];

    /// <summary>How customers with this topic reach the shop, as weights of <see cref="Channels"/>.</summary>
    public static ReadOnlySpan<double> ChannelsOf(int topic) => topic == Delivery ? DeliveryBy : OthersBy;

    public static readonly string[] Products =
        ["Sofa", "Dining table", "Chair", "Bed", "Wardrobe", "Shelf", "Lamp", "Desk", "Armchair", "Sideboard", "Garden bench"];

    public static readonly double[] ProductWeights = [12, 10, 14, 9, 8, 11, 12, 8, 7, 6, 5];

    public static readonly string[] Regions = ["Netherlands", "Germany", "Belgium", "France", "Ireland"];

    public static readonly double[] RegionWeights = [46, 20, 18, 10, 6];

    public static readonly string[] Warehouses = ["Tilburg", "Venlo", "Liège"];

    public static readonly string[] BoughtIn = ["web shop", "app", "shop"];

    public static readonly string[] Gestures =
    [
        "drove a missing part round on the way home", "wrote a card by hand with the new parcel", "kept a shop open ten minutes longer",
        "sent a spare lamp until the repair is done", "called on the birthday to say it will arrive in time",
        "found the discontinued fabric in another shop", "paid the taxi for a heavy parcel", "assembled the bed together on the phone",
        "collected the old table as well", "sent the screws by letter the same evening",
    ];

    public static readonly string[] Policies =
    [
        "returns in the original box only", "refund after inspection, ten working days", "no change of address after packing",
        "photographs needed for every fault", "delivery windows of a whole day", "gift cards are not paid out",
    ];

    public static readonly string[] Causes = ["product", "process", "policy", "knowledge", "tool"];

    public static readonly double[] CauseWeights = [26, 34, 14, 14, 12];

    // By local hour: two humps and a small one in the evening.
    public static readonly double[] WrittenByHour =
        [4, 2, 1, 1, 1, 3, 9, 24, 48, 70, 80, 76, 62, 56, 60, 66, 62, 54, 46, 44, 46, 36, 20, 9];

    public static readonly double[] CalledByHour =
        [0, 0, 0, 0, 0, 0, 0, 0, 46, 74, 84, 78, 58, 54, 62, 66, 60, 44, 26, 14, 0, 0, 0, 0];
}
