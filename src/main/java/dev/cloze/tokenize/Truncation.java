package dev.cloze.tokenize;

/**
 * Which tokens a prompt loses that is longer than it may be. Only shortenable parts lose any; a
 * part is what one item of the template rendered to.
 */
public enum Truncation {
  /** The last tokens: from the last part's end backwards, as OpenPrompt does. */
  TAIL {
    @Override
    public int[] cuts(int[] lengths, int excess) {
      int[] cuts = new int[lengths.length];
      int left = excess;
      for (int part = lengths.length - 1; part >= 0; part--) {
        cuts[part] = Math.min(lengths[part], left);
        left -= cuts[part];
      }
      return cuts;
    }
  },

  /**
   * The first tokens: from the first part's beginning forwards. OpenPrompt's {@code head} also
   * starts with the first part, but cuts its end.
   */
  HEAD {
    @Override
    public int[] cuts(int[] lengths, int excess) {
      int[] cuts = new int[lengths.length];
      int left = excess;
      for (int part = 0; part < lengths.length; part++) {
        cuts[part] = Math.min(lengths[part], left);
        left -= cuts[part];
      }
      return cuts;
    }

    @Override
    boolean cutsFront() {
      return true;
    }
  },

  /**
   * The last tokens of each part, in proportion to its length: the share rounded up, earlier parts
   * first, until enough is cut, as OpenPrompt does.
   */
  BALANCED {
    @Override
    public int[] cuts(int[] lengths, int excess) {
      int total = 0;
      for (int length : lengths) {
        total += length;
      }
      int[] cuts = new int[lengths.length];
      int left = excess;
      for (int part = 0; part < lengths.length && left > 0; part++) {
        // in doubles and in this order, because what is rounded up depends on it
        int share = (int) Math.ceil(lengths[part] / (double) total * excess);
        cuts[part] = Math.min(Math.min(share, lengths[part]), left);
        left -= cuts[part];
      }
      return cuts;
    }
  };

  /**
   * How many tokens each part loses.
   *
   * @param lengths what each part may lose at most; 0 where it is protected
   * @param excess how many tokens must go, at most the sum of {@code lengths}
   */
  public abstract int[] cuts(int[] lengths, int excess);

  /** Whether a part loses its first tokens rather than its last. */
  boolean cutsFront() {
    return false;
  }
}
