/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one name of an outlet that signs in several ways.
 */
#ifndef DATELINE_INDEXER_EXTRACT_OUTLET_NAME_H
#define DATELINE_INDEXER_EXTRACT_OUTLET_NAME_H

/*
 * Spells *source (owned; NULL: not known) the way in which that outlet is filed: "Agence France-Presse",
 * "afp.com" and "AFP News" as "AFP". What comes with a name, "The", "©", a link's scheme, goes. Others stay as they are.
 */
void outlet_spell(char **source);

#endif
