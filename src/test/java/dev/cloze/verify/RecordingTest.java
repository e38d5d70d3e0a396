package dev.cloze.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a recording that cannot be compared. */
class RecordingTest {
  @TempDir private Path folder;

  @Test
  void failsWhenTheFileIsNotJson() throws IOException {
    Files.writeString(folder.resolve(Recording.FILE), "{\"examples\": [\n oh]}");

    assertFails(
        FixtureError.BAD_FIXTURE,
        "cases.json: line 2, column 5: not JSON: Unrecognized token 'oh': was expecting (JSON"
            + " String, Number, Array, Object or token 'null', 'true' or 'false')");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void failsWhenAValueIsNotWhatItShouldBe(
      String what, Consumer<ObjectNode> mistake, String message) {
    Recordings.copy(Recordings.FAULTS, folder.resolve("copy"));
    folder = folder.resolve("copy");
    ObjectNode recording = Recordings.read(folder);
    mistake.accept(recording);
    Recordings.write(folder, recording);

    assertFails(FixtureError.BAD_FIXTURE, message);
  }

  static List<Arguments> mistakes() {
    return List.of(
        planted("no cases", r -> r.remove("cases"), "lacks cases; record it again"),
        planted(
            "an empty list of cases",
            r -> r.putArray("cases"),
            "cases is []; a list that is not empty belongs there"),
        planted(
            "examples that are no list",
            r -> r.put("examples", 3),
            "examples is 3; a list belongs there"),
        planted(
            "an unknown kind",
            r -> ((ObjectNode) r.get("cases").get(2)).put("kind", "soft"),
            "cases[2].kind is \"soft\"; manual or mixed belongs there"),
        planted(
            "an unknown truncation",
            r -> ((ObjectNode) r.get("cases").get(2)).put("truncate", "middle"),
            "cases[2].truncate is \"middle\"; tail, head or balanced belongs there"),
        planted(
            "a length that is none",
            r -> ((ObjectNode) r.get("cases").get(2)).put("max_seq_length", 0),
            "cases[2].max_seq_length is 0; a whole number from 1 belongs there"),
        planted(
            "a case without ids",
            r -> ((ObjectNode) r.get("cases").get(0)).remove("input_ids"),
            "lacks cases[0].input_ids; record it again"),
        planted(
            "an id that is text",
            r ->
                ((ObjectNode) r.get("cases").get(0)).withArray("input_ids").insertArray(0).add("a"),
            "cases[0].input_ids is [[\"a\"]"),
        planted(
            "scores of an unknown set",
            r ->
                ((ObjectNode) r.get("cases").get(0)).withObject("label_logits").putArray("odd/max"),
            "cases[0].label_logits.odd/max is []; scores of a set of label_words"),
        planted(
            "no support to calibrate by",
            r -> r.withObject("calibrate_logits").remove("bert"),
            "calibrate_logits of bert for its whole vocabulary belongs there"));
  }

  private static Arguments planted(String what, Consumer<ObjectNode> mistake, String message) {
    return Arguments.of(what, mistake, message);
  }

  @Test
  void failsWhenTheFolderHoldsNoRecording() {
    assertFails(
        FixtureError.UNKNOWN_FIXTURE,
        "no recording in it; a recording has expected.safetensors or cases.json");
  }

  private void assertFails(FixtureError code, String message) {
    assertThatExceptionOfType(ClozeException.class)
        .isThrownBy(() -> Verifier.agrees(folder, line -> {}))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }
}
