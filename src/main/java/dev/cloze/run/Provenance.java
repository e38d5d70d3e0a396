package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;

/**
 * What a run was made of, so that it can be told whether it can be gone on with or repeated.
 *
 * @param format the layout of the run's folder
 * @param cloze the version that began it
 * @param started when it was begun, in UTC
 * @param command what repeats it
 * @param model the folder of the language model
 * @param modelFingerprint of the model's files
 * @param data the SHA-256 of each data file, and of the soft prompt that it starts from, by path
 * @param template the template's text
 * @param labelWords each label's words
 * @param seeds the seeds, in the order in which they run
 * @param machine what there is to say about the machine
 */
record Provenance(
    int format,
    String cloze,
    String started,
    String command,
    String model,
    String modelFingerprint,
    ImmutableMap<String, String> data,
    String template,
    ImmutableMap<String, ImmutableList<String>> labelWords,
    ImmutableList<Long> seeds,
    ImmutableMap<String, String> machine) {
  /** The layout that this version writes and reads. */
  static final int FORMAT = 2;
}
