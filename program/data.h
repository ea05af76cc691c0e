/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The files that come with the programs: data/ of the source tree, as installed.
 */
#ifndef DATELINE_PROGRAM_DATA_H
#define DATELINE_PROGRAM_DATA_H

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Where the file of this name lies: in the directory that the environment
 * variable DATELINE_DATA names, when it is set; else in dateline-data beside the
 * program (a build tree has it), when that file is there; else where `make
 * install` puts it. Heap, for the caller to free; whether it can be opened is
 * for the caller to see.
 */
char *data_path(const char *name);

/* A file of this name in the directory that the running program lies in, or NULL when there is none. Heap, for the caller to free. */
char *data_beside_program(const char *name);

#ifdef __cplusplus
}
#endif

#endif
