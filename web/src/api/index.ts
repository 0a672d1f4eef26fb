export * from './temporary';
