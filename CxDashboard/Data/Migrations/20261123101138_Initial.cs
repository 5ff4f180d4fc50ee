using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CxDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "daily_metrics",
                columns: table => new
                {
                    day = table.Column<string>(type: "TEXT", nullable: false),
                    metric = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    dimension = table.Column<string>(type: "TEXT", nullable: false),
                    value_of_dimension = table.Column<string>(type: "TEXT", nullable: false),
                    count = table.Column<double>(type: "REAL", nullable: true),
                    n = table.Column<long>(type: "INTEGER", nullable: false),
                    value = table.Column<double>(type: "REAL", nullable: true),
                    low = table.Column<double>(type: "REAL", nullable: true),
                    high = table.Column<double>(type: "REAL", nullable: true),
                    maturing = table.Column<bool>(type: "INTEGER", nullable: false),
                    suppressed = table.Column<bool>(type: "INTEGER", nullable: false),
                    finished = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_daily_metrics", x => new { x.day, x.metric, x.version, x.dimension, x.value_of_dimension });
                });

            migrationBuilder.CreateTable(
                name: "import",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    file_name = table.Column<string>(type: "TEXT", nullable: false),
                    file_hash = table.Column<string>(type: "TEXT", nullable: false),
                    map_name = table.Column<string>(type: "TEXT", nullable: false),
                    map_hash = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: true),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true),
                    position = table.Column<long>(type: "INTEGER", nullable: false),
                    read = table.Column<long>(type: "INTEGER", nullable: false),
                    @new = table.Column<long>(name: "new", type: "INTEGER", nullable: false),
                    changed = table.Column<long>(type: "INTEGER", nullable: false),
                    unchanged = table.Column<long>(type: "INTEGER", nullable: false),
                    rejected = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: true),
                    fault = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_import", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "interaction_version",
                columns: table => new
                {
                    replaced_sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    interaction_id = table.Column<long>(type: "INTEGER", nullable: false),
                    source_id = table.Column<long>(type: "INTEGER", nullable: false),
                    external_id = table.Column<string>(type: "TEXT", nullable: false),
                    external_id_is_hash = table.Column<bool>(type: "INTEGER", nullable: false),
                    customer = table.Column<string>(type: "TEXT", nullable: true),
                    segment = table.Column<string>(type: "TEXT", nullable: true),
                    channel = table.Column<string>(type: "TEXT", nullable: true),
                    topic = table.Column<string>(type: "TEXT", nullable: true),
                    product = table.Column<string>(type: "TEXT", nullable: true),
                    region = table.Column<string>(type: "TEXT", nullable: true),
                    team = table.Column<string>(type: "TEXT", nullable: true),
                    direction = table.Column<int>(type: "INTEGER", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    first_reply_at = table.Column<long>(type: "INTEGER", nullable: true),
                    first_useful_reply_at = table.Column<long>(type: "INTEGER", nullable: true),
                    claimed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    claimed = table.Column<bool>(type: "INTEGER", nullable: true),
                    reopened_count = table.Column<int>(type: "INTEGER", nullable: true),
                    reopened_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_claimed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    abandoned = table.Column<bool>(type: "INTEGER", nullable: true),
                    transfers = table.Column<int>(type: "INTEGER", nullable: true),
                    waiting_seconds = table.Column<long>(type: "INTEGER", nullable: true),
                    asked = table.Column<bool>(type: "INTEGER", nullable: true),
                    rating = table.Column<double>(type: "REAL", nullable: true),
                    rating_scale = table.Column<int>(type: "INTEGER", nullable: true),
                    rated_at = table.Column<long>(type: "INTEGER", nullable: true),
                    effort = table.Column<int>(type: "INTEGER", nullable: true),
                    recommend = table.Column<int>(type: "INTEGER", nullable: true),
                    would_buy_again = table.Column<bool>(type: "INTEGER", nullable: true),
                    confirmed = table.Column<bool>(type: "INTEGER", nullable: true),
                    cost = table.Column<long>(type: "INTEGER", nullable: true),
                    cause = table.Column<string>(type: "TEXT", nullable: true),
                    policy = table.Column<string>(type: "TEXT", nullable: true),
                    gesture = table.Column<string>(type: "TEXT", nullable: true),
                    time_flags = table.Column<int>(type: "INTEGER", nullable: false),
                    comment = table.Column<string>(type: "TEXT", nullable: true),
                    extra = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_interaction_version", x => x.replaced_sequence);
                });

            migrationBuilder.CreateTable(
                name: "journal",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    interaction_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_journal", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "run",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    job = table.Column<string>(type: "TEXT", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    records = table.Column<long>(type: "INTEGER", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: true),
                    fault = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "setting",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_setting", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "source",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    live = table.Column<bool>(type: "INTEGER", nullable: false),
                    known_until = table.Column<long>(type: "INTEGER", nullable: true),
                    contacts_known_until = table.Column<long>(type: "INTEGER", nullable: true),
                    colleague_fields = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_source", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "watermark",
                columns: table => new
                {
                    job = table.Column<string>(type: "TEXT", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_watermark", x => x.job);
                });

            migrationBuilder.CreateTable(
                name: "rejected_row",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    import_id = table.Column<long>(type: "INTEGER", nullable: false),
                    line = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rejected_row", x => x.id);
                    table.ForeignKey(
                        name: "FK_rejected_row_import_import_id",
                        column: x => x.import_id,
                        principalTable: "import",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "interaction",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    source_id = table.Column<long>(type: "INTEGER", nullable: false),
                    external_id = table.Column<string>(type: "TEXT", nullable: false),
                    external_id_is_hash = table.Column<bool>(type: "INTEGER", nullable: false),
                    customer = table.Column<string>(type: "TEXT", nullable: true),
                    segment = table.Column<string>(type: "TEXT", nullable: true),
                    channel = table.Column<string>(type: "TEXT", nullable: true),
                    topic = table.Column<string>(type: "TEXT", nullable: true),
                    product = table.Column<string>(type: "TEXT", nullable: true),
                    region = table.Column<string>(type: "TEXT", nullable: true),
                    team = table.Column<string>(type: "TEXT", nullable: true),
                    direction = table.Column<int>(type: "INTEGER", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    first_reply_at = table.Column<long>(type: "INTEGER", nullable: true),
                    first_useful_reply_at = table.Column<long>(type: "INTEGER", nullable: true),
                    claimed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    claimed = table.Column<bool>(type: "INTEGER", nullable: true),
                    reopened_count = table.Column<int>(type: "INTEGER", nullable: true),
                    reopened_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_claimed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    abandoned = table.Column<bool>(type: "INTEGER", nullable: true),
                    transfers = table.Column<int>(type: "INTEGER", nullable: true),
                    waiting_seconds = table.Column<long>(type: "INTEGER", nullable: true),
                    asked = table.Column<bool>(type: "INTEGER", nullable: true),
                    rating = table.Column<double>(type: "REAL", nullable: true),
                    rating_scale = table.Column<int>(type: "INTEGER", nullable: true),
                    rated_at = table.Column<long>(type: "INTEGER", nullable: true),
                    effort = table.Column<int>(type: "INTEGER", nullable: true),
                    recommend = table.Column<int>(type: "INTEGER", nullable: true),
                    would_buy_again = table.Column<bool>(type: "INTEGER", nullable: true),
                    confirmed = table.Column<bool>(type: "INTEGER", nullable: true),
                    cost = table.Column<long>(type: "INTEGER", nullable: true),
                    cause = table.Column<string>(type: "TEXT", nullable: true),
                    policy = table.Column<string>(type: "TEXT", nullable: true),
                    gesture = table.Column<string>(type: "TEXT", nullable: true),
                    time_flags = table.Column<int>(type: "INTEGER", nullable: false),
                    comment = table.Column<string>(type: "TEXT", nullable: true),
                    extra = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_interaction", x => x.id);
                    table.ForeignKey(
                        name: "FK_interaction_source_source_id",
                        column: x => x.source_id,
                        principalTable: "source",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "import_file_hash",
                table: "import",
                column: "file_hash");

            migrationBuilder.CreateIndex(
                name: "interaction_identity",
                table: "interaction",
                columns: new[] { "source_id", "external_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "interaction_version_interaction",
                table: "interaction_version",
                column: "interaction_id");

            migrationBuilder.CreateIndex(
                name: "rejected_row_import",
                table: "rejected_row",
                column: "import_id");

            migrationBuilder.CreateIndex(
                name: "run_job",
                table: "run",
                columns: new[] { "job", "started_at" });

            migrationBuilder.CreateIndex(
                name: "source_name",
                table: "source",
                column: "name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "daily_metrics");

            migrationBuilder.DropTable(
                name: "interaction");

            migrationBuilder.DropTable(
                name: "interaction_version");

            migrationBuilder.DropTable(
                name: "journal");

            migrationBuilder.DropTable(
                name: "rejected_row");

            migrationBuilder.DropTable(
                name: "run");

            migrationBuilder.DropTable(
                name: "setting");

            migrationBuilder.DropTable(
                name: "watermark");

            migrationBuilder.DropTable(
                name: "source");

            migrationBuilder.DropTable(
                name: "import");
        }
    }
}
