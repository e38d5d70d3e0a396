/**
 * Where models come from that a user does not name by a folder.
 *
 * <p>Owns the small model that comes with Cloze and the folder that it is unpacked to. May import
 * nothing but {@code base}. To add another model: a folder under {@code models/} with its card,
 * which the build puts into the jar, and a constant here.
 */
package dev.cloze.hub;
