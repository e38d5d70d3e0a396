package dev.cloze.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.ClozeException;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class PromptBatchTest {
  private static final EncodedPrompt SHORT =
      prompt("short", new int[] {11, 12}, new int[] {0, 1}, 1);
  private static final EncodedPrompt LONG =
      prompt("long", new int[] {21, 22, 23, 24}, new int[] {2, 0, 0, 0}, 2);

  private static EncodedPrompt prompt(String id, int[] ids, int[] softIds, int... masks) {
    return new EncodedPrompt(
        id,
        ImmutableIntArray.copyOf(ids),
        ImmutableIntArray.copyOf(softIds),
        ImmutableIntArray.copyOf(new int[ids.length]),
        ImmutableList.copyOf(Collections.nCopies(ids.length, TokenRole.TEXT)),
        ImmutableIntArray.copyOf(masks),
        0);
  }

  @Test
  void padsOnTheRightToTheLongestRow() {
    PromptBatch batch = PromptBatch.collate(ImmutableList.of(SHORT, LONG), 9, PaddingSide.RIGHT);

    assertThat(batch.batch()).isEqualTo(2);
    assertThat(batch.length()).isEqualTo(4);
    assertThat(batch.masks()).isEqualTo(1);
    assertThat(batch.ids()).containsExactly(11, 12, 9, 9, 21, 22, 23, 24);
    assertThat(batch.attentionMask()).containsExactly(1, 1, 0, 0, 1, 1, 1, 1);
    assertThat(batch.softIds()).containsExactly(0, 1, 0, 0, 2, 0, 0, 0);
    assertThat(batch.tokenTypes()).containsOnly(0).hasSize(8);
    assertThat(batch.maskPositions()).containsExactly(1, 2);
    assertThat(batch.maskRows()).containsExactly(1, 6);
  }

  @Test
  void padsOnTheLeftAndMovesTheMasks() {
    PromptBatch batch = PromptBatch.collate(ImmutableList.of(SHORT, LONG), 9, PaddingSide.LEFT);

    assertThat(batch.ids()).containsExactly(9, 9, 11, 12, 21, 22, 23, 24);
    assertThat(batch.attentionMask()).containsExactly(0, 0, 1, 1, 1, 1, 1, 1);
    assertThat(batch.softIds()).containsExactly(0, 0, 0, 1, 2, 0, 0, 0);
    assertThat(batch.maskPositions()).containsExactly(3, 2);
    assertThat(batch.maskRows()).containsExactly(3, 6);
  }

  @Test
  void whatIsDoneToACopyChangesNothing() {
    PromptBatch batch = PromptBatch.collate(ImmutableList.of(SHORT), 9, PaddingSide.RIGHT);

    batch.ids()[0] = -1;
    batch.maskPositions()[0] = -1;

    assertThat(batch.ids()).containsExactly(11, 12);
    assertThat(batch.maskPositions()).containsExactly(1);
  }

  @Test
  void failsWhenRowsHaveDifferentNumbersOfMasks() {
    EncodedPrompt two = prompt("two", new int[] {1, 2}, new int[] {0, 0}, 0, 1);

    assertThatThrownBy(
            () -> PromptBatch.collate(ImmutableList.of(SHORT, two), 0, PaddingSide.RIGHT))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(TokenizeError.UNEVEN_MASKS))
        .hasMessage(
            "example 'two' has 2 masks, example 'short' before it in the batch has 1; put prompts"
                + " of one template into a batch");
  }

  @Test
  void failsWhenThereIsNothingToCollate() {
    assertThatThrownBy(() -> PromptBatch.collate(ImmutableList.of(), 0, PaddingSide.RIGHT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void failsWhenThePartsOfAPromptDisagree() {
    assertThatThrownBy(() -> prompt("x", new int[] {1, 2}, new int[] {0}, 0))
        .hasMessage("1 soft ids, 2 ids");
    assertThatThrownBy(() -> prompt("x", new int[] {1, 2}, new int[] {0, 0}, 2))
        .hasMessage("mask position 2 lies outside 2 tokens");
  }
}
