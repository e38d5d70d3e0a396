package dev.cloze.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.data.Example;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The examples that a seed's demonstrations are drawn from, in their order: one JSON object a line,
 * with id, texts, facts and the number of the label. What labels texts later draws from the same.
 *
 * @param path the file
 */
record DemonstrationsFile(Path path) {
  static final String NAME = "demonstrations.jsonl";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A line. */
  record Line(
      String id,
      ImmutableMap<String, String> fields,
      ImmutableMap<String, String> meta,
      int label) {}

  static DemonstrationsFile in(Path folder) {
    return new DemonstrationsFile(folder.resolve(NAME));
  }

  /** Writes examples, each of which has a label. */
  void write(List<Example> examples) {
    WholeFile.write(
        path,
        writer -> {
          for (Example example : examples) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("id", example.id());
            line.put("fields", example.fields());
            line.put("meta", example.meta());
            line.put("label", example.label().orElseThrow());
            writer.write(JSON.writeValueAsString(line) + "\n");
          }
        });
  }

  /**
   * Reads them.
   *
   * @throws dev.cloze.base.ClozeException {@link RunError#NO_RUN} where the file is not what a run
   *     wrote
   */
  ImmutableList<Example> read() {
    return WholeFile.readJsonLines(path, Line.class).stream()
        .map(
            line ->
                new Example(line.id(), line.fields(), line.meta(), OptionalInt.of(line.label())))
        .collect(ImmutableList.toImmutableList());
  }
}
