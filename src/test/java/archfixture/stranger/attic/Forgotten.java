package archfixture.stranger.attic;

/** Stands in a room that the table does not have. */
public final class Forgotten {
  private Forgotten() {}
}
