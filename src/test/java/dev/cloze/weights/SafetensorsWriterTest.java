package dev.cloze.weights;

import static dev.cloze.weights.HandMade.errorOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.base.ClozeException;
import dev.cloze.tensor.Memory;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SafetensorsWriterTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @TempDir Path folder;
  private Scope scope;
  private Path file;

  @BeforeEach
  void openScope() {
    scope = Scope.open();
    file = folder.resolve("model.safetensors");
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  @ParameterizedTest
  @CsvSource({"f16,F16", "bf16,BF16"})
  void writesTheSameFileAsPython(String name, NumberFormat format) throws IOException {
    Path original = GOLDEN.resolve("weights/" + name + ".safetensors");
    try (Safetensors read = Safetensors.open(original)) {
      SafetensorsWriter.write(
          file,
          ImmutableMap.of(
              "scalar", read.read("scalar", NumberFormat.F32),
              "numbers", read.read("numbers", NumberFormat.F32)),
          format,
          ImmutableMap.of("format", "pt"));
    }

    assertThat(file).hasSameBinaryContentAs(original);
  }

  @Test
  void deletesAFileWithWhatAKilledProcessLeftBesideIt() throws IOException {
    Files.writeString(file, "whole");
    Files.writeString(folder.resolve("model.safetensors.partial"), "half");

    SafetensorsWriter.delete(file);

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void writesWhatItReadsBack() throws IOException {
    Tensor transposed = Shapes.transpose(Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3), 0, 1);
    ImmutableMap<String, Tensor> tensors =
        ImmutableMap.<String, Tensor>builder()
            .put("z \"quoted\" é", transposed)
            .put("ids", Tensor.of(new long[] {-1, 1L << 60}, 2, 1))
            .put("mask", Memory.cast(Tensor.of(new long[] {1, 0, 1}, 3), NumberFormat.BOOL))
            .put("bytes", Memory.cast(Tensor.of(new long[] {200}, 1), NumberFormat.U8))
            .put("none", Tensor.zeros(NumberFormat.F32, 0, 4))
            .put("one", Tensor.of(new double[] {0.1}))
            .put("trained", Tensor.of(new float[] {3}, 1).trainable())
            .buildOrThrow();

    SafetensorsWriter.write(file, tensors, NumberFormat.F32, ImmutableMap.of("b", "2", "a", "1"));

    try (Safetensors read = Safetensors.open(file)) {
      assertThat(read.metadata())
          .containsExactlyInAnyOrderEntriesOf(ImmutableMap.of("a", "1", "b", "2"));
      assertThat(read.entries().keySet()).containsExactlyInAnyOrderElementsOf(tensors.keySet());
      assertThat(read.read("z \"quoted\" é", NumberFormat.F32).toFloats())
          .containsExactly(1, 4, 2, 5, 3, 6);
      assertThat(read.entries().get("z \"quoted\" é").shape())
          .isEqualTo(ImmutableLongArray.of(3, 2));
      assertThat(read.read("ids", NumberFormat.I64).toLongs())
          .isEqualTo(ImmutableLongArray.of(-1, 1L << 60));
      assertThat(read.entries().get("mask").dtype()).isEqualTo(Dtype.BOOL);
      assertThat(read.read("mask", NumberFormat.I64).toLongs())
          .isEqualTo(ImmutableLongArray.of(1, 0, 1));
      assertThat(read.entries().get("bytes").dtype()).isEqualTo(Dtype.U8);
      assertThat(read.read("bytes", NumberFormat.I64).toLongs())
          .isEqualTo(ImmutableLongArray.of(200));
      assertThat(read.read("none", NumberFormat.F32).shape()).containsExactly(0, 4);
      assertThat(read.entries().get("one").dtype()).isEqualTo(Dtype.F32);
      assertThat(read.read("one", NumberFormat.F64).toDoubles()).containsExactly(0.1f);
      assertThat(read.read("trained", NumberFormat.F32).item()).isEqualTo(3f);
    }
  }

  @Test
  void alignsEveryTensorToItsNumbersAndSortsTheirNames() throws IOException {
    ImmutableMap<String, Tensor> tensors =
        ImmutableMap.of(
            "b", Memory.cast(Tensor.of(new long[] {1}, 1), NumberFormat.BOOL),
            "c", Tensor.of(new float[] {1}, 1),
            "a", Tensor.of(new long[] {1}, 1));

    SafetensorsWriter.write(file, tensors, NumberFormat.F32, ImmutableMap.of());

    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) bytes.getLong(0);
    String header = StandardCharsets.UTF_8.decode(bytes.slice(8, length)).toString();
    assertThat(length).isEqualTo(header.length()).matches(n -> n % 8 == 0, "a multiple of 8");
    assertThat(header.strip())
        .isEqualTo(
            """
            {"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]},\
            "b":{"dtype":"BOOL","shape":[1],"data_offsets":[12,13]},\
            "c":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}\
            """);
  }

  @Test
  void writesTensorsLargerThanOnePiece() {
    int count = (1 << 22) + 5;
    float[] values = new float[count];
    IntStream.range(0, count).forEach(i -> values[i] = i % 1009);
    Tensor large = Tensor.of(values, count);

    SafetensorsWriter.write(
        file, ImmutableMap.of("large", large), NumberFormat.F32, ImmutableMap.of());

    try (Safetensors read = Safetensors.open(file)) {
      assertThat(read.read("large", NumberFormat.F32).toFloats()).isEqualTo(values);
    }
  }

  @Test
  void replacesAFileAndLeavesNothingAside() throws IOException {
    Files.writeString(file, "old");
    int before = Tensor.liveCount();
    try (Tensor tensor = Tensor.of(new float[] {1}, 1)) {
      SafetensorsWriter.write(
          file, ImmutableMap.of("a", tensor), NumberFormat.F32, ImmutableMap.of());
    }

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    assertThat(Tensor.liveCount()).isEqualTo(before);
  }

  @Test
  void keepsTheOldFileWhenTheNewOneCannotBeWritten() throws IOException {
    Files.writeString(file, "old");
    Files.createDirectory(folder.resolve("model.safetensors.partial"));
    Tensor tensor = Tensor.of(new float[] {1}, 1);

    ClozeException error =
        errorOf(
            () ->
                SafetensorsWriter.write(
                    file, ImmutableMap.of("a", tensor), NumberFormat.F32, ImmutableMap.of()));

    assertThat(error).hasMessageStartingWith(file + ": cannot be written: ");
    assertThat(error.code()).isEqualTo(WeightsError.CANNOT_WRITE);
    assertThat(file).hasContent("old");
  }

  @ParameterizedTest
  @EnumSource(
      value = NumberFormat.class,
      names = {"I64", "U8", "BOOL"})
  void failsWhenFloatsWouldBeStoredAsWholeNumbers(NumberFormat format) {
    assertThatThrownBy(
            () -> SafetensorsWriter.write(file, ImmutableMap.of(), format, ImmutableMap.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(format + " is no floating-point format");
  }

  @Test
  void failsWhenATensorHasTheNameOfTheMetadata() {
    Tensor tensor = Tensor.of(new float[] {1}, 1);

    assertThatThrownBy(
            () ->
                SafetensorsWriter.write(
                    file,
                    ImmutableMap.of("__metadata__", tensor),
                    NumberFormat.F32,
                    ImmutableMap.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
