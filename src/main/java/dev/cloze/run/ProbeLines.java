package dev.cloze.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a probe found, as a table and as a file. */
public final class ProbeLines {
  private static final ObjectMapper JSON =
      new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  private ProbeLines() {}

  /**
   * The table: a relation a line, then their mean.
   *
   * @param model what the model is called
   */
  public static ImmutableList<String> table(String model, Probe.Result result) {
    TextTable table = new TextTable();
    table.add(List.of("relation", "facts", "left out", "P@1", "P@10", "1/rank"));
    result.relations().forEach(relation -> table.add(row(relation)));
    if (result.relations().size() > 1) {
      table.add(row(result.mean()));
    }
    return ImmutableList.<String>builder()
        .add("model     " + model)
        .add("")
        .addAll(table.lines())
        .build();
  }

  private static List<String> row(Probe.Relation relation) {
    return List.of(
        relation.name(),
        String.valueOf(relation.facts()),
        String.valueOf(relation.leftOut()),
        percent(relation.precisionAt1()),
        percent(relation.precisionAt10()),
        String.format(Locale.ROOT, "%.3f", relation.reciprocalRank()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** Writes a JSON line for each fact, aside, then renamed; returns the path. */
  public static Path write(Probe.Result result, Path file) {
    return WholeFile.write(
        file,
        writer -> {
          for (Probe.Answer answer : result.answers()) {
            writer.write(JSON.writeValueAsString(answer));
            writer.write('\n');
          }
        });
  }
}
