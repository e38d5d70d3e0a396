package dev.cloze.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloze.base.Seeds;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackingTest {
  private static final int TOKENS = 1000;
  private static final int BEGIN = 2;
  private static final int END = 3;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {65_536, 65_537})
  void readsWhatItWroteInTwoBytesOrFour(int vocabulary) {
    Path file = folder.resolve("tokens");
    try (TokenFile.Writer writer = new TokenFile.Writer(file, vocabulary)) {
      writer.add(0, 7, vocabulary - 1);
      writer.finish();
    }
    try (TokenFile tokens = TokenFile.open(file, vocabulary)) {
      assertThat(tokens.size()).isEqualTo(3);
      assertThat(tokens.read(1, 2)).containsExactly(7, vocabulary - 1);
    }
  }

  @Test
  void leavesNothingBehindWhereWritingEndsEarly() {
    Path file = folder.resolve("tokens");
    try (TokenFile.Writer writer = new TokenFile.Writer(file, 10)) {
      writer.add(1);
    }

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anEpochHasEachRowOnce() {
    try (TokenFile tokens = counting()) {
      Packing packing = packing(tokens, 1);
      int rows = packing.rows();

      int[][] epoch = packing.shuffled(0, rows);

      assertThat(rows).isEqualTo(99); // of 100 rows of 10, one is left for the shift
      int[] starts = Arrays.stream(epoch).mapToInt(row -> row[1]).sorted().toArray();
      assertThat(starts).isEqualTo(IntStream.range(0, rows).map(i -> starts[0] + 10 * i).toArray());
      assertThat(Arrays.asList(epoch))
          .allSatisfy(
              row -> {
                assertThat(row).hasSize(12).startsWith(BEGIN).endsWith(END);
                assertThat(row[10]).isEqualTo(row[1] + 9);
              });
    }
  }

  @Test
  void aBatchDependsOnItsNumberAlone() {
    try (TokenFile tokens = counting()) {
      Packing walked = packing(tokens, 1);
      walked.shuffled(0, 150);

      assertThat(walked.shuffled(150, 60)).isDeepEqualTo(packing(tokens, 1).shuffled(150, 60));
      assertThat(packing(tokens, 1).shuffled(0, 60))
          .isNotEqualTo(packing(tokens, 2).shuffled(0, 60));
    }
  }

  @Test
  void epochsDifferInOrderAndCuts() {
    try (TokenFile tokens = counting()) {
      Packing packing = packing(tokens, 1);

      assertThat(packing.shuffled(0, 99)).isNotEqualTo(packing.shuffled(99, 99));
      assertThat(IntStream.range(0, 8).map(e -> packing.shuffled(99L * e, 1)[0][1] % 10).distinct())
          .hasSizeGreaterThan(3);
    }
  }

  @Test
  void takesTheOneRowThatThereIs() {
    try (TokenFile tokens = counting()) {
      Packing packing = new Packing(tokens, TOKENS + 2, BEGIN, END, Seeds.of(1));

      assertThat(packing.rows()).isEqualTo(1);
      assertThat(packing.shuffled(5, 1)[0]).hasSize(TOKENS + 2).startsWith(BEGIN, 0, 1);
      assertThat(packing.first(8)).hasDimensions(1, TOKENS + 2);
    }
  }

  private static Packing packing(TokenFile tokens, long seed) {
    return new Packing(tokens, 12, BEGIN, END, Seeds.of(seed));
  }

  private TokenFile counting() {
    Path file = folder.resolve("counting");
    try (TokenFile.Writer writer = new TokenFile.Writer(file, TOKENS)) {
      writer.add(IntStream.range(0, TOKENS).toArray());
      writer.finish();
    }
    return TokenFile.open(file, TOKENS);
  }
}
