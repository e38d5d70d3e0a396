package dev.cloze.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.base.ClozeException;
import dev.cloze.tensor.Losses;
import dev.cloze.tokenize.MaskingOptions;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.WordPieceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeWordMaskingTest {
  private static final int CLS = 2;
  private static final int SEP = 3;
  private static final int MASK = 4;
  private static final int WORD = 5;
  private static final int PIECE = 15;
  private static final int LENGTH = 42;

  @TempDir Path folder;

  @Test
  void asksForTheSameNumberInEachRowAndWholeWordsAlone() throws IOException {
    int[][] rows = rows(64);
    MaskedRows masked = ask(new MaskingOptions(0.2, 0.8, 0.1), rows, 1);

    assertThat(masked.targets()).isEqualTo(64 * 8); // 20 % of 42 tokens
    for (int row = 0; row < rows.length; row++) {
      boolean[] asked = asked(masked, row);
      for (int i = 0; i < LENGTH; i++) {
        assertThat(asked[i] && rows[row][i] <= MASK).as("a special token is asked for").isFalse();
        if (rows[row][i] >= PIECE) {
          assertThat(asked[i]).as("row %d, piece %d", row, i).isEqualTo(asked[i - 1]);
        }
      }
    }
  }

  @Test
  void hidesInTheSharesOfTheOptions() throws IOException {
    int[][] rows = rows(2000);
    MaskedRows masked = ask(new MaskingOptions(0.2, 0.7, 0.2), rows, 1);

    int hidden = 0;
    int kept = 0;
    for (int i = 0; i < masked.right().length(); i++) {
      long shown = masked.shown(i / 8, (int) masked.positions().get(i));
      hidden += shown == MASK ? 1 : 0;
      kept += shown == masked.right().get(i) ? 1 : 0;
    }

    double count = 2000 * 8;
    assertThat(hidden / count).isBetween(0.685, 0.715); // 0.7, four deviations of 0.0036
    // a random token is the right one in one of 20 cases: 0.1 + 0.2 / 20
    assertThat(kept / count).isBetween(0.1, 0.12);
  }

  @Test
  void leavesTheRestAsItIs() throws IOException {
    int[][] rows = rows(4);
    MaskedRows masked = ask(MaskingOptions.defaults(), rows, 3);

    for (int row = 0; row < rows.length; row++) {
      boolean[] asked = asked(masked, row);
      for (int i = 0; i < LENGTH; i++) {
        if (!asked[i]) {
          assertThat(masked.shown(row, i)).isEqualTo(rows[row][i]);
        }
      }
    }
  }

  @Test
  void oneSeedAsksOneQuestionAndAnotherAnother() throws IOException {
    int[][] rows = rows(4);

    ImmutableLongArray first = ask(MaskingOptions.defaults(), rows, 7).positions();

    assertThat(ask(MaskingOptions.defaults(), rows, 7).positions()).isEqualTo(first);
    assertThat(ask(MaskingOptions.defaults(), rows, 8).positions()).isNotEqualTo(first);
  }

  @Test
  void asksForNothingWhereNoWordFits() throws IOException {
    int[] row = new int[LENGTH]; // one word of forty pieces
    Arrays.fill(row, PIECE);
    row[0] = CLS;
    row[LENGTH - 1] = SEP;

    assertThat(ask(MaskingOptions.defaults(), new int[][] {row}, 1).targets()).isZero();
  }

  @Test
  void refusesATokenizerWithoutAMask() throws IOException {
    WordPieceWriter.write(folder, vocabulary(), LENGTH);
    Path map = folder.resolve("special_tokens_map.json");
    Files.writeString(map, Files.readString(map).replace("mask_token", "task_token"));
    Path config = folder.resolve("tokenizer_config.json");
    Files.writeString(config, Files.readString(config).replace("mask_token", "task_token"));

    try (PretrainedTokenizer tokenizer = PretrainedTokenizer.load(folder)) {
      assertThatThrownBy(() -> new WholeWordMasking(tokenizer, MaskingOptions.defaults()))
          .extracting(e -> ((ClozeException) e).code())
          .isEqualTo(PretrainError.NO_SPECIAL_TOKEN);
    }
  }

  @Test
  void defaultsArePinned() {
    assertThat(MaskingOptions.defaults()).isEqualTo(new MaskingOptions(0.15, 0.8, 0.1));
    assertThatThrownBy(() -> new MaskingOptions(0.15, 0.8, 0.3))
        .hasMessage("masked and random must be 0 or more and 1 at most together, were 0.8 and 0.3");
    assertThatThrownBy(() -> new MaskingOptions(1, 0.8, 0.1))
        .hasMessage("share must be above 0 and below 1, was 1.0");
  }

  private MaskedRows ask(MaskingOptions options, int[][] rows, long seed) throws IOException {
    WordPieceWriter.write(folder, vocabulary(), LENGTH);
    try (PretrainedTokenizer tokenizer = PretrainedTokenizer.load(folder)) {
      return (MaskedRows)
          new WholeWordMasking(tokenizer, options).ask(rows, new SplittableRandom(seed));
    }
  }

  /** Tokens 0 to 4 special, 5 to 14 words, 15 to 24 what continues words. */
  private static List<String> vocabulary() {
    List<String> tokens = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
    for (char c = 'a'; c < 'k'; c++) {
      tokens.add(String.valueOf(c));
    }
    for (char c = 'a'; c < 'k'; c++) {
      tokens.add("##" + c);
    }
    return tokens;
  }

  /** Rows of words of one to three pieces. */
  private static int[][] rows(int count) {
    SplittableRandom random = new SplittableRandom(5);
    int[][] rows = new int[count][LENGTH];
    for (int[] row : rows) {
      int pieces = 0;
      for (int i = 1; i < LENGTH - 1; i++) {
        boolean continues = pieces > 0 && pieces < 3 && random.nextInt(3) == 0;
        pieces = continues ? pieces + 1 : 1;
        row[i] = (continues ? PIECE : WORD) + random.nextInt(10);
      }
      row[0] = CLS;
      row[LENGTH - 1] = SEP;
    }
    return rows;
  }

  private static boolean[] asked(MaskedRows masked, int row) {
    int each = masked.asked();
    boolean[] asked = new boolean[LENGTH];
    for (int i = row * each; i < (row + 1) * each; i++) {
      if (masked.right().get(i) != Losses.IGNORED) {
        asked[(int) masked.positions().get(i)] = true;
      }
    }
    return asked;
  }
}
