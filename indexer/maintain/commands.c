/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/maintain/commands.h"

#include "indexer/maintain/check.h"
#include "indexer/maintain/compact.h"
#include "indexer/maintain/recover.h"
#include "indexer/maintain/stats.h"
#include "program/report.h"

#include <inttypes.h>
#include <stdio.h>

static int fail(const char *index, const struct shim_failure *failure)
{
	report(index, 0, failure->hint[0] ? failure->hint : NULL, "%s", failure->message);
	return 2;
}

static void end_json(struct json_writer *writer)
{
	json_write_close(writer, '}');
	buffer_add_byte(writer->out, '\n');
	fwrite(writer->out->bytes, 1, writer->out->length, stdout);
	buffer_release(writer->out);
}

int command_check(const char *index, const struct command_output *output)
{
	struct check_result result;
	struct shim_failure failure;
	struct buffer out = {0};
	struct json_writer writer = {.out = &out, .one_line = true};
	int status = 0;

	if (check_index(index, &result, &failure) != SHIM_OK) {
		check_release(&result);
		return fail(index, &failure);
	}
	if (output->json) {
		json_write_open(&writer, NULL, '{');
		json_write_boolean(&writer, "sound", result.findings.faults == 0);
		json_write_integer(&writer, "articles", result.articles);
		json_write_integer(&writer, "shards", result.shards);
		findings_write(&result.findings, &writer);
		end_json(&writer);
	} else {
		findings_print(&result.findings);
		if (!output->quiet && result.findings.faults == 0)
			printf("sound: %" PRIu64 " article%s in %" PRIu64 " shard%s\n", result.articles, plural(result.articles), result.shards,
			       plural(result.shards));
		else if (!output->quiet)
			printf("%zu faults\n", result.findings.faults);
	}
	status = result.findings.faults > 0;
	check_release(&result);
	return status;
}

int command_compact(const char *index, const struct command_output *output)
{
	struct compact_summary summary;
	struct shim_failure failure;
	struct buffer out = {0};
	struct json_writer writer = {.out = &out, .one_line = true};

	if (compact_index(index, &summary, &failure) != SHIM_OK)
		return fail(index, &failure);
	if (output->json) {
		json_write_open(&writer, NULL, '{');
		json_write_integer(&writer, "documents", summary.articles);
		json_write_integer(&writer, "dead", summary.dead);
		json_write_integer(&writer, "bytes_before", summary.bytes_before);
		json_write_integer(&writer, "index_bytes", summary.bytes_after);
		end_json(&writer);
	} else if (!output->quiet) {
		printf("%" PRIu64 " article%s rewritten, %" PRIu64 " dead left out; index %.1f MB, was %.1f MB\n", summary.articles, plural(summary.articles),
		       summary.dead, (double)summary.bytes_after / 1e6, (double)summary.bytes_before / 1e6);
	}
	return 0;
}

static void print_recovery(const struct recovery *recovery)
{
	if (recovery->sound)
		printf("nothing to mend: %" PRIu64 " article%s\n", recovery->kept, plural(recovery->kept));
	else
		printf("%" PRIu64 " article%s kept, %s%" PRIu64 " lost\n", recovery->kept, plural(recovery->kept), recovery->lost_unknown ? "at least " : "",
		       recovery->lost_articles);
}

int command_recover(const char *index, const struct command_output *output)
{
	struct recovery recovery;
	struct shim_failure failure;
	struct buffer out = {0};
	struct json_writer writer = {.out = &out, .one_line = true};
	enum shim_status status = recover_index(index, &recovery, &failure);
	int result = recovery.lost.faults > 0;

	if (!output->json)
		findings_print(&recovery.lost);
	if (status != SHIM_OK) {
		recovery_release(&recovery);
		return fail(index, &failure);
	}
	if (output->json) {
		json_write_open(&writer, NULL, '{');
		json_write_integer(&writer, "documents", recovery.kept);
		json_write_integer(&writer, "lost", recovery.lost_articles);
		json_write_boolean(&writer, "lost_is_exact", !recovery.lost_unknown);
		findings_write(&recovery.lost, &writer);
		end_json(&writer);
	} else if (!output->quiet) {
		print_recovery(&recovery);
	}
	recovery_release(&recovery);
	return result;
}

int command_stats(const char *index, const struct command_output *output)
{
	struct shim_failure failure;

	return print_stats(index, output->json, &failure) == SHIM_OK ? 0 : fail(index, &failure);
}
