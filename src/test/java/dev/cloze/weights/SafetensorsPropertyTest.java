package dev.cloze.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloze.base.ClozeException;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Damaged files give an error with a code, or are read; nothing else can happen. */
class SafetensorsPropertyTest {
  private static final Path VALID =
      Path.of("src/test/resources/golden/weights/formats.safetensors");

  private record Flip(double place, int bits) {}

  @Provide
  Arbitrary<List<Flip>> flips() {
    Arbitrary<Double> places = Arbitraries.doubles().between(0, true, 1, false);
    return Combinators.combine(places, Arbitraries.integers().between(1, 255))
        .as(Flip::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  @Property(tries = 400)
  void readsOrRefusesFilesWithFlippedBits(@ForAll("flips") List<Flip> flips) throws IOException {
    byte[] bytes = Files.readAllBytes(VALID);
    for (Flip flip : flips) {
      bytes[(int) (flip.place() * bytes.length)] ^= (byte) flip.bits();
    }
    readsOrRefuses(bytes);
  }

  @Property(tries = 300)
  void readsOrRefusesHeadersWithReplacedCharacters(
      @ForAll @IntRange(min = 8, max = 600) int place, @ForAll("jsonCharacters") char character)
      throws IOException {
    byte[] bytes = Files.readAllBytes(VALID);
    bytes[place] = (byte) character;
    readsOrRefuses(bytes);
  }

  @Provide
  Arbitrary<Character> jsonCharacters() {
    return Arbitraries.of('0', '1', '9', '-', '.', 'e', '"', ',', ':', '[', ']', '{', '}', 'F');
  }

  @Property(tries = 100)
  void refusesFilesThatAreCut(@ForAll @IntRange(max = 711) int length) throws IOException {
    assertThat(readsOrRefuses(Arrays.copyOf(Files.readAllBytes(VALID), length))).isFalse();
  }

  private static boolean readsOrRefuses(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("damaged", ".safetensors");
    try {
      Files.write(file, bytes);
      Scope.run(() -> readAll(file));
      return true;
    } catch (ClozeException e) {
      assertThat(e.code()).isInstanceOf(WeightsError.class);
      assertThat(e.getMessage()).doesNotContain("\n").startsWith(file + ": ");
      return false;
    } finally {
      Files.delete(file);
    }
  }

  private static void readAll(Path path) {
    try (Safetensors file = Safetensors.open(path)) {
      for (Safetensors.Entry entry : file.entries().values()) {
        if (entry.dtype().numberFormat().isPresent()) {
          file.read(entry.name(), NumberFormat.F32);
        }
      }
    }
  }
}
