package dev.cloze.weights;

import static dev.cloze.weights.HandMade.errorOf;
import static dev.cloze.weights.HandMade.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableLongArray;
import com.sun.management.ThreadMXBean;
import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsHeaderTest {
  @TempDir Path folder;

  @Test
  void listsTensorsInTheOrderOfTheirBytes() {
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},%s,%s}  "
            .formatted(tensor("b", "F16", "[2]", 2, 6), tensor("a", "U8", "[1,2]", 0, 2));
    Path file = HandMade.file(folder, header, new byte[6]);

    try (Safetensors opened = Safetensors.open(file)) {
      assertThat(opened.entries().values())
          .containsExactly(
              new Safetensors.Entry("a", Dtype.U8, ImmutableLongArray.of(1, 2), 0, 2),
              new Safetensors.Entry("b", Dtype.F16, ImmutableLongArray.of(2), 2, 6));
      assertThat(opened.metadata()).containsExactly(java.util.Map.entry("format", "pt"));
    }
  }

  @Test
  void opensAFileWithoutTensors() {
    try (Safetensors opened = Safetensors.open(HandMade.file(folder, "{}"))) {
      assertThat(opened.entries()).isEmpty();
      assertThat(opened.metadata()).isEmpty();
    }
  }

  @Test
  void listsNumberFormatsThatItDoesNotRead() {
    String header =
        "{%s,%s}".formatted(tensor("packed", "F4", "[3,2]", 0, 3), tensor("u", "U32", "[1]", 3, 7));

    try (Safetensors opened = Safetensors.open(HandMade.file(folder, header, new byte[7]))) {
      assertThat(opened.entries().get("packed").dtype()).isEqualTo(Dtype.F4);
      assertThat(opened.entries().get("u").dtype()).isEqualTo(Dtype.U32);
    }
  }

  /** One row a mistake: the header, how many bytes follow, the code, and the message's end. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
[1,2]                 |0|WGT-006|its header is damaged: it does not begin with '{'
{"a":1}               |0|WGT-006|its header is damaged: dtype of tensor 'a' is not a text
{"a":{"dtype":"F32"}} |0|WGT-006|its header is damaged: shape of tensor 'a' is not an array of whole numbers
{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}|4|WGT-006|its header is damaged: shape of tensor 'a' is not an array of whole numbers
{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}|4|WGT-006|its header is damaged: data_offsets of tensor 'a' is not an array of two whole numbers
{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}|4|WGT-006|its header is damaged: it is not JSON: Duplicate field 'dtype' for `ObjectNode`
{"__metadata__":{"a":1}}|0|WGT-006|its header is damaged: the value of 'a' in __metadata__ is not a text
{"__metadata__":7}    |0|WGT-006|its header is damaged: __metadata__ is not an object
{"__metadata__":{},"__metadata__":{}}|0|WGT-006|its header is damaged: it holds __metadata__ twice
{} {}                 |0|WGT-006|its header is damaged: text follows its closing '}'
{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}|8|WGT-007|the header lists tensor 'a' twice
{"a":{"dtype":"f32","shape":[1],"data_offsets":[0,4]}}|4|WGT-008|tensor 'a' has the unknown dtype 'f32'; did you mean
{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}|4|WGT-009|tensor 'a' has the shape [-1]; no axis can be negative
{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}}|4|WGT-009|tensor 'a' has the shape [4294967296, 4294967296], whose product is beyond 2^63 bits
{"a":{"dtype":"F32","shape":[0,4611686018427387904,4],"data_offsets":[0,0]}}|0|WGT-009|tensor 'a' has the shape [0, 4611686018427387904, 4], whose product is beyond 2^63 bits
{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,4]}}|4|WGT-009|tensor 'a' has '99999999999999999999' in its shape; the largest number possible is 9223372036854775807
{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,99999999999999999999]}}|4|WGT-010|tensor 'a' has '99999999999999999999' in its data_offsets; the largest number possible is 9223372036854775807
{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}|4|WGT-010|tensor 'a' goes from byte 4 to 0; the end must not lie before the beginning
{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}|4|WGT-010|tensor 'a' goes from byte -4 to 0; the end must not lie before the beginning
{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}|4|WGT-010|tensor 'a' has 4 bytes; F32 of shape [2] needs 64 bits
{"a":{"dtype":"F4","shape":[3],"data_offsets":[0,1]}}|1|WGT-010|tensor 'a' has 1 bytes; F4 of shape [3] needs 12 bits
{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[3,7]}}|7|WGT-011|tensor 'b' begins at byte 3; 4 was expected, where the tensor before it ends
{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[5,9]}}|9|WGT-011|tensor 'b' begins at byte 5; 4 was expected, where the tensor before it ends
{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}|6|WGT-011|2 bytes after the last tensor belong to none
{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}|7|WGT-012|holds 7 of 8 bytes of tensors, so that 'b' and what follows is cut; an interrupted download?
""")
  void failsWhenTheHeaderIsWrong(String header, int bodyLength, String code, String message) {
    Path file = HandMade.file(folder, header, new byte[bodyLength]);

    ClozeException error = errorOf(() -> Safetensors.open(file));

    assertThat(error.code().code()).isEqualTo(code);
    assertThat(error).hasMessageStartingWith(file + ": " + message);
  }

  @Test
  void failsWhenTheHeaderIsNoJson() {
    Path file = HandMade.file(folder, "{\"a\n\":");

    assertThat(errorOf(() -> Safetensors.open(file)))
        .hasMessageStartingWith(file + ": its header is damaged: it is not JSON: ")
        .extracting(ClozeException::code)
        .isEqualTo(WeightsError.BAD_HEADER);
  }

  @Test
  void failsWhenTheHeaderIsNotUtf8() {
    byte[] bytes = HandMade.bytes("{\"?\":{}}");
    bytes[10] = (byte) 0xff;

    assertThat(errorOf(() -> Safetensors.open(HandMade.file(folder, bytes))))
        .hasMessageEndingWith("its header is damaged: it is not UTF-8")
        .extracting(ClozeException::code)
        .isEqualTo(WeightsError.BAD_HEADER);
  }

  @Test
  void failsOnOneShortLineWhateverTheNamesHold() {
    String name = "first\\nsecond\\u001b[31m" + "x".repeat(100_000);

    ClozeException error =
        errorOf(() -> Safetensors.open(HandMade.file(folder, "{\"" + name + "\":{}}")));

    assertThat(error.line()).doesNotContain("\n", "\u001b").hasSizeLessThan(1000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 60, -1, Long.MIN_VALUE, Integer.MAX_VALUE, 99_999_999, 9, 1, 0})
  void failsWhenTheHeaderIsLongerThanTheFileWithoutTakingMemory(long length) {
    byte[] bytes = HandMade.bytes("{      }");
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
    Path file = HandMade.file(folder, bytes);
    errorOf(() -> Safetensors.open(file));
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();

    ClozeException error = errorOf(() -> Safetensors.open(file));

    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000_000);
    assertThat(error.code()).isEqualTo(WeightsError.NOT_SAFETENSORS);
    assertThat(error)
        .hasMessage(
            "%s: no safetensors file: its first 8 bytes announce a header of %s bytes, and 8"
                + " follow",
            file, Long.toUnsignedString(length));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 9})
  void failsWhenTheFileIsShorterThanAnyHeader(int size) {
    Path file = HandMade.file(folder, new byte[size]);

    assertThat(errorOf(() -> Safetensors.open(file)).code())
        .isEqualTo(WeightsError.NOT_SAFETENSORS);
  }

  @Test
  void failsWhenAGitPointerStandsThere() {
    byte[] pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\n"
            .getBytes(StandardCharsets.UTF_8);

    assertThat(errorOf(() -> Safetensors.open(HandMade.file(folder, pointer))))
        .hasMessageContaining("git lfs pull")
        .extracting(ClozeException::code)
        .isEqualTo(WeightsError.NOT_SAFETENSORS);
  }

  @Test
  void failsWhenTheHeaderIsLargerThanTheFormatAllows() throws IOException {
    Path file = folder.resolve("model.safetensors");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.writeLong(Long.reverseBytes(100_000_001));
      sparse.setLength(100_000_100);
    }

    assertThat(errorOf(() -> Safetensors.open(file)))
        .hasMessage("%s: a header of 100000001 bytes; the format allows 100000000", file)
        .extracting(ClozeException::code)
        .isEqualTo(WeightsError.HEADER_TOO_LARGE);
  }

  @Test
  void failsWhenTheFileCannotBeRead() throws IOException {
    Path file = Files.createDirectory(folder.resolve("model.safetensors"));

    assertThat(errorOf(() -> Safetensors.open(file)))
        .hasMessageStartingWith(file + ": cannot be read: ")
        .extracting(ClozeException::code)
        .isEqualTo(WeightsError.CANNOT_READ);
  }

  @Test
  void failsWhenThereIsNoFile() {
    assertThat(errorOf(() -> Safetensors.open(folder.resolve("none"))).code())
        .isEqualTo(WeightsError.NO_SUCH_PATH);
  }
}
