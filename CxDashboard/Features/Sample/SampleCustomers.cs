using System.Globalization;

namespace CxDashboard.Features.Sample;

/// <summary>One customer of the sample: how the shop knows them, and where they live.</summary>
internal sealed record SampleCustomer(string Name, string Segment, int Region);

/// <summary>
/// The people of the sample: invented, each with a first name, an initial and a customer number, so that two of one name
/// stay two. Made when first met; some come often, most once or twice.
/// </summary>
internal sealed class SampleCustomers(ulong seed)
{
    private const int Everyone = 26_000;

    private static readonly string[] First =
    [
        "Tomasz", "Renée", "Ilse", "Yusuf", "Aline", "Sabine", "Maartje", "Pieter", "Noor", "Daan", "Sanne", "Lotte", "Bram", "Femke",
        "Joris", "Anouk", "Hendrik", "Willemijn", "Fatima", "Emre", "Zeynep", "Samira", "Mohamed", "Priya", "Wei", "Ngozi", "Amara",
        "Katarzyna", "Agnieszka", "Jürgen", "Heike", "Käthe", "Matthias", "Ulrike", "Jonas", "Greta", "Björn", "Anna", "Élodie",
        "François", "Amélie", "Hélène", "Luc", "Margaux", "Thibault", "Chloé", "Siobhán", "Niamh", "Ciarán", "Aoife", "Declan", "Róisín",
        "Marta", "João", "Inês", "Giulia", "Marco", "Elena", "Ioana", "Zoë", "Lars", "Ingrid", "Eva", "Oskar", "Mila", "Ruth",
    ];

    private static readonly string[] Houses =
        ["Guesthouse", "Practice", "Studio", "Café", "Office", "Nursery", "B and B", "Reading room"];

    private static readonly string[] HouseNames =
        ["Anker", "Merel", "Zonnehoek", "Lindenhof", "Kersenboom", "Havik", "Tulpenveld", "Brugzicht", "Grasmus", "Steenuil"];

    private const string Initials = "ABCDEFGHIJKLMNOPRSTVWZ";

    private readonly SampleCustomer?[] _known = new SampleCustomer?[Everyone];

    /// <summary>Someone of the shop's customers; those who order more also have more to ask.</summary>
    public SampleCustomer Draw(Chance chance)
    {
        var u = chance.Uniform();
        var index = (int)(Everyone * u * Math.Sqrt(u));
        return _known[index] ??= Make(index);
    }

    private SampleCustomer Make(int index)
    {
        var chance = Chance.Of(seed, Chance.Key(0xC057, (ulong)index));
        var business = chance.Happens(0.05);
        var region = chance.ByWeight(Larkfield.RegionWeights);
        var member = chance.Happens(0.34);
        var name = business
            ? chance.OneOf<string>(Houses) + " " + chance.OneOf<string>(HouseNames)
            : chance.OneOf<string>(First) + " " + Initials[chance.Below(Initials.Length)] + ".";

        // 7,919 and 90,000 share no divisor, so every index has a number of its own.
        var number = 10_000 + (index * 7_919L % 90_000);
        return new SampleCustomer(
            name + " " + number.ToString(CultureInfo.InvariantCulture), business ? "business" : member ? "club" : "household", region);
    }
}
