package dev.cloze.weights;

import static dev.cloze.weights.HandMade.errorOf;
import static dev.cloze.weights.HandMade.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.base.ClozeException;
import dev.cloze.tensor.InScope;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Tensor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(InScope.class)
class SafetensorsReadTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @TempDir Path folder;

  private static float[] recorded(String format) throws IOException {
    return toFloats(
        StreamSupport.stream(
                new ObjectMapper()
                    .readTree(GOLDEN.resolve("weights/values.json").toFile())
                    .get(format)
                    .spliterator(),
                false)
            .map(node -> node.textValue().replace("inf", "Infinity").replace("nan", "NaN"))
            .mapToDouble(Double::parseDouble)
            .toArray());
  }

  private static float[] toFloats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  @ParameterizedTest
  @CsvSource({"f16,F32", "bf16,F32", "f16,F16", "bf16,BF16", "f16,F64", "bf16,F64"})
  void readsTheNumbersThatPythonWrote(String format, NumberFormat to) throws IOException {
    try (Safetensors file =
        Safetensors.open(GOLDEN.resolve("weights/" + format + ".safetensors"))) {
      Tensor numbers = file.read("numbers", to);
      Tensor scalar = file.read("scalar", to);

      float[] expected = recorded(format);
      assertThat(expected).hasSize(40);
      assertThat(numbers.toFloats()).containsExactly(expected);
      assertThat(numbers.format()).isEqualTo(to);
      assertThat(numbers.shape()).containsExactly(4, 10);
      assertThat(scalar.item()).isEqualTo(expected[4]);
      assertThat(scalar.shape()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 1 << 20})
  void readsTheSameInPieces(int piece) throws IOException {
    try (Safetensors file = Safetensors.open(GOLDEN.resolve("weights/bf16.safetensors"), piece)) {
      assertThat(file.read("numbers", NumberFormat.F32).toFloats())
          .containsExactly(recorded("bf16"));
      assertThat(file.read("numbers", NumberFormat.F32).shape()).containsExactly(4, 10);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 1 << 20})
  void readsEveryNumberFormat(int piece) {
    try (Safetensors file =
        Safetensors.open(GOLDEN.resolve("weights/formats.safetensors"), piece)) {
      assertThat(file.read("f64", NumberFormat.F64).toDoubles()).containsExactly(1.0 / 3, 1e300);
      assertThat(file.read("f32", NumberFormat.F32).toFloats()).containsExactly(0.1f, 2.5e-40f);
      assertThat(longs(file, "i64")).isEqualTo(ImmutableLongArray.of(-(1L << 62) - 1, 3));
      assertThat(longs(file, "i32")).isEqualTo(ImmutableLongArray.of(Integer.MIN_VALUE, 7));
      assertThat(longs(file, "i16")).isEqualTo(ImmutableLongArray.of(Short.MIN_VALUE, 8));
      assertThat(longs(file, "i8")).isEqualTo(ImmutableLongArray.of(Byte.MIN_VALUE, 9));
      assertThat(longs(file, "u8")).isEqualTo(ImmutableLongArray.of(255, 10));
      assertThat(longs(file, "bool")).isEqualTo(ImmutableLongArray.of(1, 0, 1));
      assertThat(file.read("bool", NumberFormat.BOOL).format()).isEqualTo(NumberFormat.BOOL);
      assertThat(file.read("empty", NumberFormat.F32).shape()).containsExactly(0, 3);
      assertThat(file.read("scalar", NumberFormat.F32).item()).isEqualTo(2.5f);
    }
  }

  private static ImmutableLongArray longs(Safetensors file, String name) {
    return file.read(name, NumberFormat.I64).toLongs();
  }

  @Test
  void readsNumbersThatLieAtOddPlaces() {
    byte[] body = {9, 0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0, (byte) 0x80, 0x3f};
    String header =
        "{%s,%s,%s}"
            .formatted(
                tensor("first", "U8", "[1]", 0, 1),
                tensor("single", "F32", "[2]", 1, 9),
                tensor("brain", "BF16", "[]", 9, 11));
    String padded = header + " ".repeat(8 - header.length() % 8);

    try (Safetensors file = Safetensors.open(HandMade.file(folder, padded, body))) {
      assertThat(file.read("single", NumberFormat.F32).toFloats()).containsExactly(1f, -2f);
      assertThat(file.read("brain", NumberFormat.F32).item()).isEqualTo(1f);
    }
  }

  @Test
  void keepsWhatItReadWhenTheFileIsClosedAndGone() throws IOException {
    Path copy = folder.resolve("copy.safetensors");
    Files.copy(GOLDEN.resolve("weights/f16.safetensors"), copy);
    Tensor numbers;
    try (Safetensors file = Safetensors.open(copy)) {
      numbers = file.read("numbers", NumberFormat.F16);
    }
    Files.write(copy, new byte[(int) Files.size(copy)], StandardOpenOption.WRITE);

    assertThat(numbers.toFloats()).containsExactly(recorded("f16"));
  }

  @Test
  void leavesOnlyItsResultBehind() {
    int before = Tensor.liveCount();
    try (Safetensors file = Safetensors.open(GOLDEN.resolve("weights/bf16.safetensors"), 8)) {
      try (Tensor numbers = file.read("numbers", NumberFormat.F32)) {
        assertThat(Tensor.liveCount()).isEqualTo(before + 1);
        assertThat(numbers.isTrainable()).isFalse();
      }
    }
    assertThat(Tensor.liveCount()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "bert, bert.embeddings.word_embeddings.weight, 58",
    "roberta, lm_head.dense.weight, 58",
    "gpt2, transformer.h.0.attn.c_attn.weight, 40"
  })
  void readsEveryTensorOfACheckpoint(String model, String known, int count) {
    Path path = GOLDEN.resolve("plm").resolve(model).resolve("model.safetensors");
    try (Safetensors file = Safetensors.open(path)) {
      assertThat(file.entries()).hasSize(count).containsKey(known);
      assertThat(file.metadata()).containsEntry("format", "pt");
      for (Safetensors.Entry entry : file.entries().values()) {
        Tensor tensor = file.read(entry.name(), NumberFormat.F32);
        assertThat(tensor.shape()).isEqualTo(entry.shape().toArray());
        assertThat(tensor.toFloats()).doesNotContain(Float.NaN);
      }
    }
  }

  @Test
  @Tag("slow")
  void readsATensorOfMoreThanTwoGigabytes() throws IOException {
    long count = (1L << 30) + 3;
    byte[] start =
        HandMade.bytes("{" + tensor("large", "BF16", "[" + count + "]", 0, 2 * count) + "}");
    Path path = HandMade.file(folder, start);
    try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
      sparse.setLength(start.length + 2 * count);
      sparse.seek(start.length + 2 * (count - 1));
      sparse.write(new byte[] {(byte) 0x80, 0x3f});
    }

    try (Safetensors file = Safetensors.open(path);
        Tensor large = file.read("large", NumberFormat.BF16);
        Tensor end = dev.cloze.tensor.Shapes.narrow(large, 0, count - 3, 3)) {
      assertThat(large.shape()).containsExactly(count);
      assertThat(end.toFloats()).containsExactly(0f, 0f, 1f);
    }
  }

  @Test
  void failsWhenTheNumberFormatIsNotRead() {
    Path path = GOLDEN.resolve("weights/formats.safetensors");
    try (Safetensors file = Safetensors.open(path)) {
      ClozeException error = errorOf(() -> file.read("f8", NumberFormat.F32));

      assertThat(error.code()).isEqualTo(WeightsError.UNREADABLE_DTYPE);
      assertThat(error)
          .hasMessage(
              "%s: tensor 'f8' is stored as F8_E4M3, which is not read; store it as F32, F16 or"
                  + " BF16",
              path);
    }
  }

  @Test
  void failsWhenThereIsNoSuchTensor() {
    Path path = GOLDEN.resolve("weights/f16.safetensors");
    try (Safetensors file = Safetensors.open(path)) {
      ClozeException error = errorOf(() -> file.read("number", NumberFormat.F32));

      assertThat(error.code()).isEqualTo(WeightsError.MISSING_TENSOR);
      assertThat(error).hasMessage("%s: holds no tensor 'number'; did you mean 'numbers'?", path);
    }
  }

  @Test
  void failsWhenTheFileBecameShorter() throws IOException {
    Path path = HandMade.file(folder, "{" + tensor("a", "F32", "[2]", 0, 8) + "}", new byte[8]);
    try (Safetensors file = Safetensors.open(path)) {
      Files.write(path, new byte[4]);

      assertThat(errorOf(() -> file.read("a", NumberFormat.F32)).code())
          .isEqualTo(WeightsError.CANNOT_READ);
    }
  }
}
