package org.trialwright.trials;

/** Finds the n-th smallest of numbers without sorting them all (Hoare, Commun ACM 1961;4:321). */
final class Selection {
  private Selection() {}

  /**
   * The number at a rank.
   *
   * @param numbers the first {@code size} of them count; their order is changed
   * @param rank from 0
   */
  static int smallest(int[] numbers, int size, int rank) {
    int low = 0;
    int high = size - 1;
    while (low < high) {
      int pivot = numbers[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (numbers[i] < pivot) {
          i++;
        }
        while (numbers[j] > pivot) {
          j--;
        }
        if (i <= j) {
          int number = numbers[i];
          numbers[i] = numbers[j];
          numbers[j] = number;
          i++;
          j--;
        }
      }
      if (rank <= j) {
        high = j;
      } else if (rank >= i) {
        low = i;
      } else {
        return numbers[rank];
      }
    }
    return numbers[low];
  }
}
