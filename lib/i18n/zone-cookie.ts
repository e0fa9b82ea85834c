/** The time zone of a browser, which it says by itself: its days are not the server's. */
export const ZONE_COOKIE = 'bunch_zone'
