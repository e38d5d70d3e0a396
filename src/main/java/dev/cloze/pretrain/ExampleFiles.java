package dev.cloze.pretrain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import dev.cloze.data.DataSource;
import dev.cloze.data.Example;
import dev.cloze.data.ExampleReader;
import dev.cloze.data.Labels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The examples of a prompt's pretraining in its folder, a JSON object a line: what is trained on is
 * always what stands here, so that one that goes on needs neither corpus nor annotator again.
 */
final class ExampleFiles {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HELD_OUT = "held-out.jsonl";
  private static final String TRAIN = "train.jsonl";

  private final PretrainFolder folder;
  private final ImmutableList<String> labels;

  ExampleFiles(PretrainFolder folder, ImmutableList<String> labels) {
    this.folder = folder;
    this.labels = labels;
  }

  /** Whether both are written. */
  boolean areThere() {
    return Files.exists(folder.path().resolve(TRAIN));
  }

  /** Writes both; the one that {@link #areThere} looks for comes last. */
  void write(PromptExamples examples) {
    folder.whole(HELD_OUT, lines(examples.heldOut()));
    folder.whole(TRAIN, lines(examples.train()));
  }

  PromptExamples read() {
    return new PromptExamples(read(TRAIN), read(HELD_OUT));
  }

  private ImmutableList<Example> read(String name) {
    Path file = folder.path().resolve(name);
    return ExampleReader.read(DataSource.of(file), Labels.of(labels));
  }

  private String lines(List<Example> examples) {
    StringBuilder lines = new StringBuilder();
    for (Example example : examples) {
      ObjectNode line = JSON.createObjectNode();
      line.put("label", labels.get(example.label().orElseThrow()));
      example.fields().forEach(line::put);
      lines.append(line).append('\n');
    }
    return lines.toString();
  }
}
