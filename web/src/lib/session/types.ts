/**
 * What a session is to this app. The same shapes as the generated client's, which stands above this folder and hands
 * its answers down; the compiler compares the two where they meet.
 */
export interface User {
  id: string;
  email: string;
  name: string;
  role: 'admin' | 'user' | 'guest';
  created_at: string;
  disabled: boolean;
}

export interface Profile {
  id: string;
  name: string;
  avatar: 'cat-amber' | 'cat-blue' | 'cat-rose' | 'cat-green' | 'cat-violet' | 'cat-grey';
  language: string;
  has_pin: boolean;
}

export interface Session {
  access_token: string;
  expires_in: number;
  user: User;
  profile: Profile | null;
}
