package dev.cloze.sweep;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;

/**
 * What a sweep was made of, so that it can be gone on with or repeated: {@code sweep.json}.
 *
 * @param format the layout of the sweep's folder
 * @param cloze the version that began it
 * @param started when it was begun, in UTC
 * @param command what repeats it
 * @param options what is compared
 * @param cells in the order in which they run
 * @param plan the SHA-256 of options, cells and run files
 * @param hashes the SHA-256 of each file that is read and the fingerprint of each model's folder
 */
record SweepRecord(
    int format,
    String cloze,
    String started,
    String command,
    SweepOptions options,
    ImmutableList<Cell> cells,
    String plan,
    ImmutableMap<String, String> hashes) {
  /** The layout that this version writes and reads. */
  static final int FORMAT = 1;
}
