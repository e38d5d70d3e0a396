package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Streams;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.data.DataFormat;
import dev.cloze.data.ExampleStream;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabellingTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static TrainedClassifier trained;

  @BeforeAll
  static void open() {
    trained = TrainedClassifier.open(TinyRun.in(folder.resolve("run")), OptionalLong.empty());
  }

  @AfterAll
  static void close() {
    trained.close();
  }

  private static ExampleStream examples(InputStream in, DataFormat format) {
    return new PredictInput(Optional.empty(), format, "utf-8", ImmutableMap.of())
        .open(trained.run(), in);
  }

  private static ExampleStream examples(String text, DataFormat format) {
    return examples(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), format);
  }

  private static Labelling labelling(int words) {
    return new Labelling(trained, words, Optional.empty(), Progress.SILENT);
  }

  private static List<JsonNode> lines(String text, DataFormat format, int words)
      throws IOException {
    StringWriter out = new StringWriter();
    labelling(words).write(examples(text, format), new BufferedWriter(out));
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  @Test
  void writesALineForEachTextInItsOrder() throws IOException {
    String texts =
        IntStream.range(0, 600)
            .mapToObj(i -> "the team ".repeat(1 + (i * 7) % 5))
            .collect(Collectors.joining("\n"));

    List<JsonNode> lines = lines(texts, DataFormat.AUTO, 0);

    assertThat(lines).hasSize(600);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i).get("id").textValue()).isEqualTo(String.valueOf(i + 1));
      // texts of one length are the same text
      assertThat(lines.get(i).get("probabilities").get("football").doubleValue())
          .isCloseTo(
              lines.get(i % 5).get("probabilities").get("football").doubleValue(),
              org.assertj.core.api.Assertions.within(3e-6));
    }
  }

  @Test
  void tellsWhatTheLabelsAreLike() throws IOException {
    List<JsonNode> lines = lines("weather\tIt rained.\n", DataFormat.TSV, 0);

    assertThat(lines).hasSize(1);
    JsonNode line = lines.get(0);
    assertThat(line.fieldNames())
        .toIterable()
        .containsExactly("id", "label", "predicted", "probabilities");
    assertThat(line.get("label").textValue()).isEqualTo("weather");
    assertThat(line.get("probabilities").fieldNames())
        .toIterable()
        .containsExactly("football", "weather");
    double football = line.get("probabilities").get("football").doubleValue();
    double weather = line.get("probabilities").get("weather").doubleValue();
    assertThat(football + weather).isCloseTo(1, org.assertj.core.api.Assertions.within(2e-6));
    assertThat(line.get("predicted").textValue())
        .isEqualTo(football >= weather ? "football" : "weather");
  }

  @Test
  void tellsTheLikeliestWords() throws IOException {
    JsonNode words = lines("the team\n", DataFormat.AUTO, 480).get(0).get("words");

    List<Double> all = Streams.stream(words.elements()).map(JsonNode::doubleValue).toList();
    assertThat(all).hasSize(480).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(all.stream().mapToDouble(p -> p).sum())
        .isCloseTo(1, org.assertj.core.api.Assertions.within(480 * 1e-6));
    assertThat(lines("the team\n", DataFormat.AUTO, 3).get(0).get("words").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(Streams.stream(words.fieldNames()).limit(3).toList());
  }

  @Test
  void answersWhatStandsBeforeAMistake() {
    StringWriter out = new StringWriter();
    String text = "{\"text\": \"one\"}\n{\"text\": \"two\"}\n{\"text\": oops}\n";

    assertThatThrownBy(
            () -> labelling(0).write(examples(text, DataFormat.JSONL), new BufferedWriter(out)))
        .isInstanceOf(ClozeException.class)
        .hasMessageStartingWith("standard input:3: ");

    assertThat(out.toString().lines()).hasSize(2);
  }

  @Test
  void leavesNoFileBehindWhereThereIsAMistake() {
    Path file = folder.resolve("out.jsonl");

    assertThatThrownBy(
            () -> labelling(0).write(examples("{\"text\": 1}\n{\n", DataFormat.JSONL), file))
        .isInstanceOf(ClozeException.class);

    assertThat(folder).isDirectoryNotContaining("glob:**out.jsonl*");
  }

  @Test
  void writesAFileThatIsWhole() throws IOException {
    Path file = folder.resolve("whole.jsonl");

    labelling(0).write(examples("one\ntwo\n", DataFormat.AUTO), file);

    assertThat(Files.readAllLines(file)).hasSize(2);
  }

  @Test
  void takesNothingForNothing() throws IOException {
    assertThat(lines("", DataFormat.AUTO, 0)).isEmpty();
    assertThat(lines("", DataFormat.TSV, 0)).isEmpty();
    assertThat(lines("text,label\n", DataFormat.CSV, 0)).isEmpty();
  }

  /** A person waits for the answer to one line before typing the next. */
  @Test
  void answersBeforeTheInputEnds() throws IOException {
    PipedOutputStream keyboard = new PipedOutputStream();
    PipedInputStream in = new PipedInputStream(keyboard);
    keyboard.write("the first\n".getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
    StringBuilder shown = new StringBuilder();
    Writer screen =
        new Writer() {
          private boolean typed;

          @Override
          public void write(char[] text, int offset, int length) {
            shown.append(text, offset, length);
          }

          @Override
          public void flush() throws IOException {
            if (!typed) {
              typed = true;
              assertThat(shown.toString().lines()).hasSize(1);
              keyboard.write("the second\n".getBytes(StandardCharsets.UTF_8));
              keyboard.close();
            }
          }

          @Override
          public void close() {
            // stays open
          }
        };

    new Labelling(trained, 0, Optional.of(Duration.ZERO), Progress.SILENT)
        .write(examples(in, DataFormat.AUTO), new BufferedWriter(screen));

    assertThat(shown.toString().lines()).hasSize(2);
  }
}
