using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CxDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class ReceiveByWire : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "answered_request",
                columns: table => new
                {
                    key_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    answer = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_answered_request", x => new { x.key_id, x.name });
                });

            migrationBuilder.CreateTable(
                name: "record_part",
                columns: table => new
                {
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    external_id = table.Column<string>(type: "TEXT", nullable: false),
                    told = table.Column<string>(type: "TEXT", nullable: false),
                    own = table.Column<string>(type: "TEXT", nullable: true),
                    waiting = table.Column<bool>(type: "INTEGER", nullable: false),
                    received_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_record_part", x => new { x.source, x.external_id });
                });

            migrationBuilder.CreateIndex(
                name: "answered_request_at",
                table: "answered_request",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "record_part_waiting",
                table: "record_part",
                columns: new[] { "source", "received_at" },
                filter: "waiting = 1");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "answered_request");

            migrationBuilder.DropTable(
                name: "record_part");
        }
    }
}
