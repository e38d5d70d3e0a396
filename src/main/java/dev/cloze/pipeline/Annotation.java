package dev.cloze.pipeline;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.cloze.data.LabelSet;
import dev.cloze.data.SoftLabelFile;
import dev.cloze.data.SoftLabelLine;
import dev.cloze.data.SoftLabelStream;
import dev.cloze.run.TextTable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a file of soft labels says, counted.
 *
 * @param texts how many texts it labels
 * @param together how many texts each label is likeliest for
 * @param members the same for each member, by name
 */
public record Annotation(
    int texts,
    ImmutableMap<String, Integer> together,
    ImmutableMap<String, ImmutableMap<String, Integer>> members) {

  /**
   * Counts a file.
   *
   * @throws dev.cloze.base.ClozeException with a code of {@link dev.cloze.data.DataError}
   */
  public static Annotation of(Path file, LabelSet labels) {
    int texts = 0;
    int[] together = new int[labels.size()];
    Map<String, int[]> members = new LinkedHashMap<>();
    try (SoftLabelStream lines = SoftLabelFile.open(file, labels)) {
      while (lines.hasNext()) {
        SoftLabelLine line = lines.next();
        texts++;
        together[line.example().soft().orElseThrow().likeliest()]++;
        line.members()
            .forEach(
                (name, said) ->
                    members.computeIfAbsent(name, key -> new int[labels.size()])[best(said)]++);
      }
    }
    ImmutableMap.Builder<String, ImmutableMap<String, Integer>> named = ImmutableMap.builder();
    members.forEach((name, counts) -> named.put(name, named(counts, labels)));
    return new Annotation(texts, named(together, labels), named.buildOrThrow());
  }

  /** The first of the highest. */
  static int best(ImmutableDoubleArray said) {
    int best = 0;
    for (int label = 1; label < said.length(); label++) {
      best = said.get(label) > said.get(best) ? label : best;
    }
    return best;
  }

  private static ImmutableMap<String, Integer> named(int[] counts, LabelSet labels) {
    ImmutableMap.Builder<String, Integer> named = ImmutableMap.builder();
    IntStream.range(0, counts.length)
        .forEach(label -> named.put(labels.names().get(label), counts[label]));
    return named.buildOrThrow();
  }

  /** How many texts each label is likeliest for, in lines. */
  public ImmutableList<String> lines() {
    TextTable table = new TextTable(0).add(List.of("likeliest", "texts"));
    together.forEach((label, count) -> table.add(List.of(label, Integer.toString(count))));
    return table.lines();
  }

  /** The labels that no text has. */
  public ImmutableList<String> lacking() {
    return together.entrySet().stream()
        .filter(label -> label.getValue() == 0)
        .map(Map.Entry::getKey)
        .collect(ImmutableList.toImmutableList());
  }

  /** What a careful person would want to know, a sentence each. */
  public ImmutableList<String> warnings() {
    ImmutableList.Builder<String> warnings = ImmutableList.builder();
    members.forEach(
        (name, counts) ->
            counts.forEach(
                (label, count) -> {
                  if (count == texts) {
                    warnings.add(
                        "%s says '%s' of all %d texts; look at its template and words with 'cloze"
                                .formatted(name, label, texts)
                            + " lint', or leave it out");
                  }
                }));
    lacking()
        .forEach(
            label ->
                warnings.add(
                    "of %d texts, none is labelled '%s' by all members together"
                        .formatted(texts, label)));
    return warnings.build();
  }
}
