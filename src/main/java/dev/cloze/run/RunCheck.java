package dev.cloze.run;

import com.google.common.collect.ImmutableMap;
import dev.cloze.data.LabelSet;

/**
 * All of a run that can be wrong before its model is loaded, read and found right.
 *
 * @param labels the labels
 * @param hashes the SHA-256 of each file that it reads, and the fingerprint of its model's folder,
 *     by path
 */
public record RunCheck(LabelSet labels, ImmutableMap<String, String> hashes) {
  /**
   * Reads words, template, data and the names of the model's files; writes nothing.
   *
   * @throws dev.cloze.base.ClozeException where {@link Run#begin} would throw it
   */
  public static RunCheck of(RunFile file) {
    RunInputs inputs = RunInputs.read(file);
    return new RunCheck(
        inputs.data().labels(),
        ImmutableMap.<String, String>builder()
            .putAll(inputs.hashes())
            .put(
                file.model().folder().toAbsolutePath().normalize().toString(),
                Fingerprint.of(file.model().folder()))
            .buildKeepingLast());
  }
}
