using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CxDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class RememberCustomers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "customer_rule",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    customer = table.Column<string>(type: "TEXT", nullable: false),
                    into_customer = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_customer_rule", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "source_version",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    source_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    live = table.Column<bool>(type: "INTEGER", nullable: false),
                    known_until = table.Column<long>(type: "INTEGER", nullable: true),
                    contacts_known_until = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_source_version", x => x.id);
                    table.ForeignKey(
                        name: "FK_source_version_source_source_id",
                        column: x => x.source_id,
                        principalTable: "source",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "source_version_source",
                table: "source_version",
                column: "source_id");

            // What sources were known until before is not known: the present says it from the beginning.
            migrationBuilder.Sql("""
                INSERT INTO source_version (source_id, at, live, known_until, contacts_known_until)
                SELECT id, 0, live, known_until, contacts_known_until FROM source ORDER BY id;
                """);
            migrationBuilder.Sql("INSERT INTO setting (name, value) VALUES ('store_id', lower(hex(randomblob(16)))), ('epoch', '0');");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "customer_rule");

            migrationBuilder.DropTable(
                name: "source_version");

            migrationBuilder.Sql("DELETE FROM setting WHERE name IN ('store_id', 'epoch');");
        }
    }
}
