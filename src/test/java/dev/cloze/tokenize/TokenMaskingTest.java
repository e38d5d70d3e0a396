package dev.cloze.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.cloze.template.SpecialToken;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens one by one; words are tested where pretraining hides them. */
class TokenMaskingTest {
  private static final Path BERT = Path.of("src/test/resources/golden/openprompt/bert");
  private static final int ROWS = 4000;
  private static final int ASKED = 3;

  private static PretrainedTokenizer tokenizer;
  private static int mask;
  private static int[] row;

  @BeforeAll
  static void load() {
    tokenizer = PretrainedTokenizer.load(BERT);
    mask = tokenizer.special(SpecialToken.MASK).orElseThrow();
    int[] words = tokenizer.encode("The trophy impressed the children in late October");
    row = new int[words.length + 3];
    row[0] = tokenizer.special(SpecialToken.CLS).orElseThrow();
    System.arraycopy(words, 0, row, 1, words.length);
    row[words.length + 1] = mask;
    row[words.length + 2] = tokenizer.special(SpecialToken.SEP).orElseThrow();
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  private static TokenMasking masking(TokenMasking.Unit unit) {
    return new TokenMasking(tokenizer, mask, MaskingOptions.defaults(), unit);
  }

  private static ImmutableList<ImmutableList<TokenMasking.Asked>> draws() {
    SplittableRandom random = new SplittableRandom(11);
    TokenMasking masking = masking(TokenMasking.Unit.TOKEN);
    ImmutableList.Builder<ImmutableList<TokenMasking.Asked>> draws = ImmutableList.builder();
    for (int i = 0; i < ROWS; i++) {
      draws.add(masking.draw(row, position -> position != 2, ASKED, random));
    }
    return draws.build();
  }

  @Test
  void asksForTokensThatAreTextAndAllowedEachOnce() {
    int[] counts = new int[row.length];
    for (List<TokenMasking.Asked> draw : draws()) {
      assertThat(draw).hasSize(ASKED).doesNotHaveDuplicates();
      draw.forEach(asked -> counts[asked.position()]++);
    }

    // neither the special tokens at the ends, nor the mask, nor what is not allowed
    int last = row.length - 1;
    assertThat(new int[] {counts[0], counts[2], counts[last - 1], counts[last]}).containsOnly(0);
    // the others alike: four deviations of the binomial distribution
    double share = (double) ASKED / (row.length - 4);
    double deviation = Math.sqrt(ROWS * share * (1 - share));
    for (int i = 1; i < last - 1; i++) {
      if (i != 2) {
        assertThat(counts[i])
            .isBetween(
                (int) (ROWS * share - 4 * deviation), (int) (ROWS * share + 4 * deviation) + 1);
      }
    }
  }

  /** 12 000 draws; four deviations are 0.0146 at 0.8 and 0.011 at 0.1. */
  @Test
  void showsEightyTenAndTenInAHundred() {
    double masked = 0;
    double kept = 0;
    IntPredicate isOrdinary = masking(TokenMasking.Unit.TOKEN)::isOrdinary;
    for (List<TokenMasking.Asked> draw : draws()) {
      for (TokenMasking.Asked asked : draw) {
        masked += asked.shown() == mask ? 1 : 0;
        kept += asked.shown() == row[asked.position()] ? 1 : 0;
        assertThat(asked.shown() == mask || isOrdinary.test(asked.shown())).isTrue();
      }
    }

    double all = ROWS * ASKED;
    assertThat(masked / all).isBetween(0.785, 0.815);
    // a random token of some hundred is the right one now and then
    assertThat(kept / all).isBetween(0.089, 0.112);
  }

  /** A long word of which one piece alone may be hidden, where words are not kept together. */
  @Test
  void hidesAPieceOfAWordAloneUnlessWordsStayTogether() {
    int[] pieces = tokenizer.encode("unimpressedness");
    assertThat(pieces).hasSizeGreaterThan(1);
    SplittableRandom random = new SplittableRandom(1);

    assertThat(masking(TokenMasking.Unit.TOKEN).draw(pieces, position -> true, 1, random))
        .hasSize(1);
    assertThat(masking(TokenMasking.Unit.WORD).draw(pieces, position -> true, 1, random)).isEmpty();
  }

  @Test
  void asksForOneTokenAtLeast() {
    assertThat(MaskingOptions.defaults().asked(1)).isEqualTo(1);
    assertThat(MaskingOptions.defaults().asked(20)).isEqualTo(3);
  }
}
