package dev.cloze.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.collect.Iterables;
import dev.cloze.base.ClozeException;
import dev.cloze.weights.Safetensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFixtureTest {
  private static final String EXPECTED = "expected.safetensors";

  @TempDir private Path temporary;

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "gpt2"})
  void theRecordedCheckpointsAgree(String family) {
    List<String> lines = new ArrayList<>();

    assertThat(Verifier.agrees(Recordings.GOLDEN.resolve("plm").resolve(family), lines::add))
        .isTrue();
    assertThat(lines).last().asString().matches("worst \\S+ \\(\\S+\\) of 1e-0[34]: ok");
    assertThat(lines)
        .anyMatch(line -> line.startsWith("hidden_0 "))
        .anyMatch(line -> line.startsWith("logits_with_prefix "))
        .anyMatch(line -> line.startsWith("grad_embedding "));
  }

  @ParameterizedTest
  @CsvSource({
    "bert, hidden_2, 0.01",
    "bert, logits, NaN",
    "roberta, logits_with_prefix, 0.01",
    "gpt2, loss, NaN",
    "gpt2, grad_embedding, 0.01",
  })
  void oneOtherRecordedNumberDiffers(String family, String tensor, float by) throws IOException {
    Path folder = copy(family);
    shift(folder.resolve(EXPECTED), tensor, by);

    List<String> lines = new ArrayList<>();
    assertThat(Verifier.agrees(folder, lines::add)).isFalse();

    assertThat(Iterables.getLast(lines)).contains("(" + tensor + ")").endsWith(": differs");
    assertThat(lines)
        .filteredOn(line -> line.endsWith("  differs"))
        .singleElement()
        .asString()
        .startsWith(tensor);
  }

  @ParameterizedTest
  @CsvSource({
    "bert, bert.encoder.layer.1.attention.self.value.bias",
    "roberta, lm_head.bias",
    "gpt2, transformer.h.0.mlp.c_fc.weight",
  })
  void oneOtherWeightDiffers(String family, String weight) throws IOException {
    Path folder = copy(family);
    shift(folder.resolve("model.safetensors"), weight, 0.05f);

    assertThat(Verifier.agrees(folder, line -> {})).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "attention_mask, attention_mosk",
    "input_ids, input_odd",
    "hidden_1, hidden_x",
    "loss, lass",
  })
  void failsWhenATensorIsNotRecorded(String tensor, String renamed) throws IOException {
    Path folder = copy("bert");
    rename(folder.resolve(EXPECTED), tensor, renamed);

    assertFails(
        folder, EXPECTED + ": " + tensor + " is not in it; record it as docs/verify.md shows");
  }

  @Test
  void failsWhenTheDescriptionIsMissing() throws IOException {
    Path folder = copy("bert");
    Files.delete(folder.resolve("expected.json"));

    assertFails(folder, "expected.json: cannot be read: ");
  }

  private Path copy(String family) {
    return Recordings.copy(
        Recordings.GOLDEN.resolve("plm").resolve(family), temporary.resolve(family));
  }

  private static void assertFails(Path folder, String message) {
    assertThatExceptionOfType(ClozeException.class)
        .isThrownBy(() -> Verifier.agrees(folder, line -> {}))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.code()).isEqualTo(FixtureError.BAD_FIXTURE));
  }

  /** Adds to the first number of a tensor in a file. */
  private static void shift(Path file, String tensor, float by) throws IOException {
    long begin;
    try (Safetensors open = Safetensors.open(file)) {
      begin = open.entries().get(tensor).begin();
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int at = (int) (8 + bytes.getLong(0) + begin);
    bytes.putFloat(at, bytes.getFloat(at) + by);
    Files.write(file, bytes.array());
  }

  /** Gives a tensor in a file another name of the same length. */
  private static void rename(Path file, String tensor, String renamed) throws IOException {
    String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    Files.writeString(
        file, bytes.replace('"' + tensor + '"', '"' + renamed + '"'), StandardCharsets.ISO_8859_1);
  }
}
