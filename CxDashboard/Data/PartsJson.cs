using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Data;

/// <summary>How <see cref="RecordParts"/> are kept: JSON in which instants are Unix milliseconds and what nobody told is not there.</summary>
internal static class PartsJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new InstantConverter() },
    };

    public static string Write(RecordParts parts) => JsonSerializer.Serialize(parts, Json);

    public static RecordParts Read(string json) => JsonSerializer.Deserialize<RecordParts>(json, Json)!;

    private sealed class InstantConverter : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteNumberValue(value.UnixMilliseconds);
    }
}
