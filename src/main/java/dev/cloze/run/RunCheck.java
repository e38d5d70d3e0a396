package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import dev.cloze.data.LabelSet;

/**
 * All of a run that can be wrong before its model is loaded, read and found right.
 *
 * @param labels the labels
 * @param labelled how many examples of each label the first seed trains on; all 0 where it trains
 *     on none, and where an example has something else than one label
 * @param dev how many examples the first seed is chosen by; 0 where there is no dev set
 * @param hashes the SHA-256 of each file that it reads, and the fingerprint of its model's folder,
 *     by path
 */
public record RunCheck(
    LabelSet labels,
    ImmutableList<Integer> labelled,
    int dev,
    ImmutableMap<String, String> hashes) {
  /**
   * Reads words, template, data and the names of the model's files; writes nothing.
   *
   * @throws dev.cloze.base.ClozeException where {@link Run#begin} would throw it
   */
  public static RunCheck of(RunFile file) {
    RunInputs inputs = RunInputs.read(file);
    return new RunCheck(
        inputs.data().labels(),
        labelled(inputs.data(), file.allSeeds().get(0)),
        inputs.data().of(file.allSeeds().get(0)).dev().size(),
        ImmutableMap.<String, String>builder()
            .putAll(inputs.hashes())
            .put(
                file.model().folder().toAbsolutePath().normalize().toString(),
                Fingerprint.of(file.model().folder()))
            .buildKeepingLast());
  }

  private static ImmutableList<Integer> labelled(RunData data, long seed) {
    int[] counts = new int[data.labels().size()];
    data.of(seed).train().forEach(example -> example.label().ifPresent(label -> counts[label]++));
    return ImmutableList.copyOf(Ints.asList(counts));
  }
}
